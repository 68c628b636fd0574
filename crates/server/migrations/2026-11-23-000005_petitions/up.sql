-- Voters' petitions: from the mouth to the proof (Nghị quyết liên tịch 72/2025/NQLT, Điều 41-51). Portable SQL: TEXT and BIGINT.

-- A voter's petition. place goes down to the hamlet, as said; body_words where the body is in no register here.
-- reply_due is the day by which the competent body owes a reply, while it owes one. merged_into: it stands in another one.
CREATE TABLE petitions (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  number TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  place TEXT NOT NULL,
  topic TEXT NOT NULL,
  competence TEXT,
  body_id TEXT REFERENCES bodies (id),
  body_words TEXT NOT NULL,
  priority TEXT NOT NULL,
  is_public BIGINT NOT NULL,
  stage TEXT NOT NULL,
  stage_on TEXT NOT NULL,
  received_on TEXT NOT NULL,
  reply_due TEXT,
  answer_class TEXT,
  ending TEXT,
  occurrences BIGINT NOT NULL,
  voters BIGINT NOT NULL,
  proofs BIGINT NOT NULL,
  merged_into TEXT,
  repeats_id TEXT,
  taken_from TEXT,
  recorded_at TEXT NOT NULL,
  version BIGINT NOT NULL
);
-- Joined petitions stand in no list: the lists and their counts read these two alone.
CREATE INDEX petitions_council ON petitions (council_id, received_on, id) WHERE merged_into IS NULL;
CREATE INDEX petitions_stage ON petitions (council_id, stage, received_on, id) WHERE merged_into IS NULL;
CREATE INDEX petitions_reply_due ON petitions (council_id, reply_due) WHERE reply_due IS NOT NULL;
CREATE INDEX petitions_body ON petitions (body_id, received_on, id) WHERE body_id IS NOT NULL;
CREATE INDEX petitions_merged_into ON petitions (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX petitions_repeats ON petitions (repeats_id) WHERE repeats_id IS NOT NULL;
CREATE INDEX petitions_taken_from ON petitions (taken_from) WHERE taken_from IS NOT NULL;

-- Where and when it was said, by how many, to whom. origin_id is the petition that it was written down for: a merge moves
-- petition_id alone, so that it can be undone.
CREATE TABLE petition_occurrences (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  origin_id TEXT NOT NULL REFERENCES petitions (id),
  channel TEXT NOT NULL,
  on_day TEXT NOT NULL,
  place TEXT NOT NULL,
  meeting TEXT NOT NULL,
  voters BIGINT NOT NULL,
  noted_by TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX petition_occurrences_petition ON petition_occurrences (petition_id);
CREATE INDEX petition_occurrences_origin ON petition_occurrences (origin_id);

-- What happened to a petition, in its own history.
CREATE TABLE petition_steps (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  at TEXT NOT NULL,
  account_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  value TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX petition_steps_petition ON petition_steps (petition_id);

-- Answers of the competent body, by class of the rulebook; state: given, sent_back, accepted.
CREATE TABLE petition_answers (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  class TEXT NOT NULL,
  body_id TEXT REFERENCES bodies (id),
  body_words TEXT NOT NULL,
  document TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  words TEXT NOT NULL,
  state TEXT NOT NULL,
  flaw TEXT,
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL
);
CREATE INDEX petition_answers_petition ON petition_answers (petition_id);

-- Promises in an answer: each is a follow-up of the register.
CREATE TABLE petition_promises (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  answer_id TEXT NOT NULL REFERENCES petition_answers (id),
  followup_id TEXT NOT NULL REFERENCES followups (id)
);
CREATE INDEX petition_promises_petition ON petition_promises (petition_id);
CREATE INDEX petition_promises_followup ON petition_promises (followup_id);

-- What askers, meetings and deputy groups say of the matter.
CREATE TABLE petition_opinions (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  judge TEXT NOT NULL,
  opinion TEXT NOT NULL,
  on_day TEXT NOT NULL,
  by_name TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX petition_opinions_petition ON petition_opinions (petition_id);

-- Proof on file: photos, documents.
CREATE TABLE petition_proofs (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  note TEXT NOT NULL,
  added_on TEXT NOT NULL
);
CREATE INDEX petition_proofs_petition ON petition_proofs (petition_id);

-- Clocks of a petition. open_on is the due day while it is open, NULL afterwards.
CREATE TABLE petition_clocks (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  step TEXT NOT NULL,
  rule TEXT NOT NULL,
  started_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reckoning TEXT NOT NULL,
  set_by TEXT NOT NULL,
  met_on TEXT,
  open_on TEXT
);
CREATE INDEX petition_clocks_petition ON petition_clocks (petition_id);
CREATE INDEX petition_clocks_open ON petition_clocks (council_id, open_on) WHERE open_on IS NOT NULL;

-- Joined petitions, and joins undone.
CREATE TABLE petition_merges (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  into_id TEXT NOT NULL REFERENCES petitions (id),
  from_id TEXT NOT NULL REFERENCES petitions (id),
  reason TEXT NOT NULL,
  merged_by TEXT NOT NULL,
  merged_on TEXT NOT NULL,
  undone_by TEXT,
  undone_on TEXT
);
CREATE INDEX petition_merges_into ON petition_merges (into_id);
CREATE INDEX petition_merges_from ON petition_merges (from_id);
