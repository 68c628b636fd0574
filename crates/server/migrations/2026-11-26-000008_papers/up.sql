-- Official papers (văn bản): drafted from a form, numbered when they are issued, and what they say is fixed from then on.
CREATE TABLE papers (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  -- Who issues it; empty for the council itself.
  body_id TEXT NOT NULL,
  form TEXT NOT NULL,
  -- What it is about, and the record, where there is one.
  about TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  state TEXT NOT NULL,
  -- What people wrote, as JSON by the name of the field.
  fields TEXT NOT NULL,
  summary TEXT NOT NULL,
  signing TEXT NOT NULL,
  signer TEXT NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT,
  symbol TEXT NOT NULL,
  -- The whole paper as it was issued, and the hash of exactly these bytes; empty before.
  content TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_on TEXT NOT NULL,
  written_at TEXT NOT NULL,
  issued_by TEXT,
  issued_on TEXT,
  -- The issued paper in whose place this one stands, or whose layout it corrects.
  earlier_id TEXT,
  earlier_link TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX papers_council ON papers (council_id, state, year, id);
CREATE UNIQUE INDEX papers_number ON papers (council_id, body_id, series, year, number);
CREATE INDEX papers_subject ON papers (about, subject_id);
CREATE INDEX papers_earlier ON papers (earlier_id);

-- The last number that a body gave in a kind of paper and a year.
CREATE TABLE paper_series (
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (council_id, body_id, series, year)
);

-- How an office writes number and symbol, where it does not write them as the catalogue does.
CREATE TABLE paper_patterns (
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT NOT NULL,
  named TEXT NOT NULL,
  letter TEXT NOT NULL,
  PRIMARY KEY (council_id, body_id)
);

-- Who has an issued paper.
CREATE TABLE paper_receipts (
  id TEXT PRIMARY KEY NOT NULL,
  paper_id TEXT NOT NULL REFERENCES papers (id),
  by_whom TEXT NOT NULL,
  on_day TEXT NOT NULL,
  noted_by TEXT NOT NULL
);
CREATE INDEX paper_receipts_paper ON paper_receipts (paper_id);
