-- Meetings with voters (tiếp xúc cử tri: Nghị quyết liên tịch 72/2025/NQLT, Điều 9-41). Portable SQL: TEXT and BIGINT.

-- A round of meetings: before or after a session, thematic, outside the constituency, with single voters or groups.
-- asked_on, decided_on, decision: a deputy's request to meet elsewhere and what the Standing Committee decided of it.
CREATE TABLE contact_rounds (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  session TEXT NOT NULL,
  session_opens_on TEXT,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  plan_document TEXT NOT NULL,
  words TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_on TEXT,
  decision TEXT,
  decided_on TEXT,
  recorded_at TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX contact_rounds_council ON contact_rounds (council_id, starts_on, id);

-- One meeting. state: planned, held, cancelled. voters: how many came, once that was written down.
CREATE TABLE contact_meetings (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  round_id TEXT NOT NULL REFERENCES contact_rounds (id),
  on_day TEXT NOT NULL,
  at_time TEXT NOT NULL,
  way TEXT NOT NULL,
  place TEXT NOT NULL,
  area TEXT NOT NULL,
  area_key TEXT NOT NULL,
  group_id TEXT REFERENCES bodies (id),
  chair TEXT NOT NULL,
  state TEXT NOT NULL,
  state_words TEXT NOT NULL,
  voters BIGINT NOT NULL,
  minutes TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX contact_meetings_round ON contact_meetings (round_id, on_day, id);
CREATE INDEX contact_meetings_council ON contact_meetings (council_id, on_day, id);

-- Deputies who are to take part.
CREATE TABLE contact_deputies (
  id TEXT PRIMARY KEY NOT NULL,
  meeting_id TEXT NOT NULL REFERENCES contact_meetings (id),
  person_id TEXT NOT NULL REFERENCES people (id)
);
CREATE INDEX contact_deputies_meeting ON contact_deputies (meeting_id);
CREATE INDEX contact_deputies_person ON contact_deputies (person_id);

-- Who was there, by their own account, and how many voters they counted.
CREATE TABLE contact_checkins (
  id TEXT PRIMARY KEY NOT NULL,
  meeting_id TEXT NOT NULL REFERENCES contact_meetings (id),
  account_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at TEXT NOT NULL,
  voters BIGINT NOT NULL
);
CREATE INDEX contact_checkins_meeting ON contact_checkins (meeting_id);

-- What was said. The phone makes id and edit_id, so that what it sends again is known again; edits
-- are the ids of every change that was taken. beside_id: another version of
-- a note that two people changed. petition_number: where it stands in the book of petitions.
CREATE TABLE contact_notes (
  id TEXT PRIMARY KEY NOT NULL,
  meeting_id TEXT NOT NULL REFERENCES contact_meetings (id),
  edit_id TEXT NOT NULL,
  edits TEXT NOT NULL,
  words TEXT NOT NULL,
  speaker TEXT NOT NULL,
  place TEXT NOT NULL,
  voters BIGINT NOT NULL,
  answered_by TEXT NOT NULL,
  answer TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  account_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  beside_id TEXT,
  petition_number TEXT,
  dropped TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX contact_notes_meeting ON contact_notes (meeting_id, noted_at, id);

-- Photos of a meeting or of one note.
CREATE TABLE contact_photos (
  id TEXT PRIMARY KEY NOT NULL,
  meeting_id TEXT NOT NULL REFERENCES contact_meetings (id),
  note_id TEXT,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  by_name TEXT NOT NULL,
  added_at TEXT NOT NULL
);
CREATE INDEX contact_photos_meeting ON contact_photos (meeting_id);

-- Clocks of rounds and meetings. open_on is the due day while it is open, NULL afterwards.
CREATE TABLE contact_clocks (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  round_id TEXT NOT NULL REFERENCES contact_rounds (id),
  meeting_id TEXT REFERENCES contact_meetings (id),
  rule TEXT NOT NULL,
  started_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reckoning TEXT NOT NULL,
  met_on TEXT,
  met_words TEXT NOT NULL,
  open_on TEXT
);
CREATE INDEX contact_clocks_round ON contact_clocks (round_id);
CREATE INDEX contact_clocks_open ON contact_clocks (council_id, open_on) WHERE open_on IS NOT NULL;

-- Notices of clocks of petitions and of meetings, one for each kind.
CREATE TABLE voter_notices (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  clock_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  for_day TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (clock_id, kind)
);
CREATE INDEX voter_notices_council ON voter_notices (council_id, for_day);

-- Codes by which the asker of a petition says whether it was solved; kept as a hash.
CREATE TABLE petition_codes (
  id TEXT PRIMARY KEY NOT NULL,
  petition_id TEXT NOT NULL REFERENCES petitions (id),
  code_hash TEXT NOT NULL UNIQUE,
  issued_on TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  ended_on TEXT
);
CREATE INDEX petition_codes_petition ON petition_codes (petition_id);

-- Tables of petitions taken in from a file, part by part; each can be taken back whole. state: running, done, stopped,
-- undone. plan: which column holds what, and which lines say an earlier petition again.
CREATE TABLE petition_imports (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  file_name TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  plan TEXT NOT NULL,
  state TEXT NOT NULL,
  lines BIGINT NOT NULL,
  done BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  account_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  undone_by TEXT,
  undone_on TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX petition_imports_council ON petition_imports (council_id, id);

-- The book of one field, which would else be picked out of the whole book.
CREATE INDEX petitions_topic ON petitions (council_id, topic, received_on, id) WHERE merged_into IS NULL;

-- Short forms that an office writes, besides those that the product knows: what is written, what it means.
CREATE TABLE short_forms (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  said TEXT NOT NULL,
  meant TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_on TEXT NOT NULL
);
CREATE INDEX short_forms_council ON short_forms (council_id);
