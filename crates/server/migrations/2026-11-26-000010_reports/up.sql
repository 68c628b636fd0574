-- The figures that a report fixed, a row for each council in it, with the records that were counted.
CREATE TABLE report_counts (
  paper_id TEXT NOT NULL REFERENCES papers (id),
  council_id TEXT NOT NULL REFERENCES councils (id),
  -- The council that reports stands first.
  position BIGINT NOT NULL,
  -- Mark and name on the day of counting.
  mark TEXT NOT NULL,
  name TEXT NOT NULL,
  fixed_on TEXT NOT NULL,
  -- The figures as JSON, and the records with the figures that counted each.
  figures TEXT NOT NULL,
  behind TEXT NOT NULL,
  PRIMARY KEY (paper_id, council_id)
);

-- What fell short, as the program proposed it to a report, and what a person made of it.
CREATE TABLE report_limits (
  paper_id TEXT NOT NULL REFERENCES papers (id),
  limit_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  words TEXT NOT NULL,
  number BIGINT NOT NULL,
  behind TEXT NOT NULL,
  -- 1 where it stands in the report, and in whose words; empty for the program's.
  kept BIGINT NOT NULL,
  own_words TEXT NOT NULL,
  PRIMARY KEY (paper_id, limit_id)
);

-- What a draft said each time that it was saved.
CREATE TABLE paper_versions (
  paper_id TEXT NOT NULL REFERENCES papers (id),
  version BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at TEXT NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (paper_id, version)
);

-- Who is asked to comment on a draft.
CREATE TABLE paper_readers (
  paper_id TEXT NOT NULL REFERENCES papers (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due_on TEXT,
  PRIMARY KEY (paper_id, account_id)
);
CREATE INDEX paper_readers_account ON paper_readers (account_id);

-- What they say, and what was made of it.
CREATE TABLE paper_comments (
  id TEXT PRIMARY KEY NOT NULL,
  paper_id TEXT NOT NULL REFERENCES papers (id),
  -- The version that was read, and the field that it is about; empty for the whole.
  version BIGINT NOT NULL,
  field TEXT NOT NULL,
  words TEXT NOT NULL,
  account_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at TEXT NOT NULL,
  -- Empty, `taken` or `explained`, with the explanation.
  settled TEXT NOT NULL,
  settled_words TEXT NOT NULL,
  settled_by TEXT NOT NULL
);
CREATE INDEX paper_comments_paper ON paper_comments (paper_id, id);

-- Who adopted a draft, when, and at which meeting.
ALTER TABLE papers ADD COLUMN adopted_by TEXT;
ALTER TABLE papers ADD COLUMN adopted_on TEXT;
ALTER TABLE papers ADD COLUMN adopted_words TEXT NOT NULL DEFAULT '';
