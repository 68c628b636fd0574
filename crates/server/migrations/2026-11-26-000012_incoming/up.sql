-- Papers that come in (văn bản đến): numbered on arrival, per council and year.
CREATE TABLE incoming_papers (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  arrived_on TEXT NOT NULL,
  sender TEXT NOT NULL,
  symbol TEXT NOT NULL,
  paper_on TEXT,
  summary TEXT NOT NULL,
  -- The issued paper that it answers.
  answers_id TEXT,
  -- Who deals with it, by when; how it was dealt with.
  handler TEXT NOT NULL,
  due_on TEXT,
  done_on TEXT,
  done_words TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX incoming_papers_number ON incoming_papers (council_id, year, number);
CREATE INDEX incoming_papers_answers ON incoming_papers (answers_id);

-- Files of papers: signed copies of an issued one, what came with an incoming one, an issued one in an office's own template.
CREATE TABLE paper_files (
  id TEXT PRIMARY KEY NOT NULL,
  -- `signed`, `own` or `incoming`, and of which paper.
  kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL
);
CREATE INDEX paper_files_owner ON paper_files (owner_id, id);

-- An office's own template of a form, as Word wrote it.
CREATE TABLE paper_templates (
  council_id TEXT NOT NULL REFERENCES councils (id),
  form TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (council_id, form)
);

-- What an office says otherwise in a form: what it is about, grounds, text.
CREATE TABLE paper_wordings (
  council_id TEXT NOT NULL REFERENCES councils (id),
  form TEXT NOT NULL,
  summary TEXT NOT NULL,
  grounds TEXT NOT NULL,
  body TEXT NOT NULL,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (council_id, form)
);
