-- Supervision: programmes of a year, supervisions with team, units, papers, findings, clocks. Portable SQL: TEXT and BIGINT.

-- Programme of a year: one of the council, of its Standing Committee, of each committee.
CREATE TABLE programmes (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT REFERENCES bodies (id),
  by_kind TEXT NOT NULL,
  year BIGINT NOT NULL,
  state TEXT NOT NULL,
  session_on TEXT,
  resolution TEXT NOT NULL,
  resolved_on TEXT,
  resolved_by TEXT NOT NULL,
  taken_from TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX programmes_council_year ON programmes (council_id, year);

-- What a programme sets out to supervise. Time as published beside the days that were made of it.
CREATE TABLE programme_items (
  id TEXT PRIMARY KEY NOT NULL,
  programme_id TEXT NOT NULL REFERENCES programmes (id),
  council_id TEXT NOT NULL REFERENCES councils (id),
  year BIGINT NOT NULL,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  short_name TEXT NOT NULL,
  period TEXT NOT NULL,
  area TEXT NOT NULL,
  unit_words TEXT NOT NULL,
  time_words TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  carried_from TEXT,
  like_key TEXT NOT NULL,
  taken_from TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX programme_items_council_year ON programme_items (council_id, year);
CREATE INDEX programme_items_programme ON programme_items (programme_id);
CREATE INDEX programme_items_taken_from ON programme_items (taken_from);

-- Bodies that an item means to supervise.
CREATE TABLE programme_item_units (
  item_id TEXT NOT NULL REFERENCES programme_items (id),
  body_id TEXT NOT NULL REFERENCES bodies (id),
  PRIMARY KEY (item_id, body_id)
);
CREATE INDEX programme_item_units_body ON programme_item_units (body_id);

-- Topics proposed for a year, by whom and why (Luật 87/2015/QH13, Điều 58, 67).
CREATE TABLE proposals (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  year BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  need TEXT NOT NULL,
  content TEXT NOT NULL,
  scope TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  item_id TEXT REFERENCES programme_items (id),
  proposed_on TEXT NOT NULL
);
CREATE INDEX proposals_council_year ON proposals (council_id, year);

-- What was decided about an overlap that the program pointed out, with the reason that it showed.
CREATE TABLE overlap_decisions (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  item_id TEXT NOT NULL REFERENCES programme_items (id),
  other TEXT NOT NULL,
  shown TEXT NOT NULL,
  decision TEXT NOT NULL,
  words TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_on TEXT NOT NULL
);
CREATE INDEX overlap_decisions_item ON overlap_decisions (item_id);

-- A supervision of any form, from plan to conclusion.
CREATE TABLE supervisions (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT REFERENCES bodies (id),
  by_kind TEXT NOT NULL,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  short_name TEXT NOT NULL,
  period TEXT NOT NULL,
  area TEXT NOT NULL,
  fields TEXT NOT NULL,
  person TEXT NOT NULL,
  year BIGINT NOT NULL,
  stage TEXT NOT NULL,
  stage_on TEXT,
  planned_from TEXT,
  planned_to TEXT,
  established_on TEXT,
  ended_on TEXT,
  reported_on TEXT,
  concluded_on TEXT,
  result TEXT NOT NULL,
  earlier_id TEXT REFERENCES supervisions (id),
  earlier_link TEXT,
  item_id TEXT REFERENCES programme_items (id),
  source TEXT NOT NULL,
  like_key TEXT NOT NULL,
  sort_day TEXT NOT NULL,
  taken_from TEXT,
  recorded_at TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX supervisions_council_year_sort_day ON supervisions (council_id, year, sort_day, id);
CREATE INDEX supervisions_council_sort_day ON supervisions (council_id, sort_day, id);
CREATE INDEX supervisions_earlier ON supervisions (earlier_id);
CREATE INDEX supervisions_item ON supervisions (item_id);
CREATE INDEX supervisions_taken_from ON supervisions (taken_from);

-- Councils that supervise together with the one that leads.
CREATE TABLE supervision_councils (
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  council_id TEXT NOT NULL REFERENCES councils (id),
  PRIMARY KEY (supervision_id, council_id)
);
CREATE INDEX supervision_councils_council ON supervision_councils (council_id);

-- A unit within a supervision: its report, its visit, its comment on the draft. Planned and actual days apart.
CREATE TABLE supervision_units (
  id TEXT PRIMARY KEY NOT NULL,
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  body_id TEXT REFERENCES bodies (id),
  name TEXT NOT NULL,
  way TEXT NOT NULL,
  report TEXT NOT NULL,
  asked_on TEXT,
  report_due TEXT,
  received_on TEXT,
  first_due TEXT,
  first_received_on TEXT,
  returns BIGINT NOT NULL,
  planned_on TEXT,
  visited_on TEXT,
  postponed_on TEXT,
  absent TEXT NOT NULL,
  comment_asked_on TEXT,
  comment TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX supervision_units_supervision ON supervision_units (supervision_id);
CREATE INDEX supervision_units_body ON supervision_units (body_id);

-- A person in a supervision team, from a day to a day.
CREATE TABLE supervision_members (
  id TEXT PRIMARY KEY NOT NULL,
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  person_id TEXT REFERENCES people (id),
  name TEXT NOT NULL,
  part TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  left_why TEXT NOT NULL
);
CREATE INDEX supervision_members_supervision ON supervision_members (supervision_id);
CREATE INDEX supervision_members_person ON supervision_members (person_id);

-- Other duties of a deputy in a span of days, which a team cannot count on.
CREATE TABLE member_duties (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  days BIGINT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX member_duties_person_starts_on ON member_duties (person_id, starts_on);

-- A question of the outline.
CREATE TABLE supervision_questions (
  id TEXT PRIMARY KEY NOT NULL,
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  place BIGINT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX supervision_questions_supervision_place ON supervision_questions (supervision_id, place);

-- What was found at a unit, on a question of the outline where it answers one.
CREATE TABLE supervision_findings (
  id TEXT PRIMARY KEY NOT NULL,
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  unit_id TEXT REFERENCES supervision_units (id),
  question_id TEXT REFERENCES supervision_questions (id),
  words TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX supervision_findings_supervision ON supervision_findings (supervision_id);

-- The chain of documents, and what was brought back from visits: type, symbol as text, day; place and note.
CREATE TABLE supervision_papers (
  id TEXT PRIMARY KEY NOT NULL,
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  unit_id TEXT REFERENCES supervision_units (id),
  kind TEXT NOT NULL,
  symbol TEXT NOT NULL,
  on_day TEXT,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  note TEXT NOT NULL,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX supervision_papers_supervision ON supervision_papers (supervision_id);

-- A clock of a step: the rule and edition of the day of its event, or an office's own day.
CREATE TABLE supervision_clocks (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  unit_id TEXT REFERENCES supervision_units (id),
  step TEXT NOT NULL,
  rule TEXT NOT NULL,
  started_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reckoning TEXT NOT NULL,
  set_by TEXT NOT NULL,
  met_on TEXT,
  open_on TEXT
);
CREATE INDEX supervision_clocks_supervision ON supervision_clocks (supervision_id);
CREATE INDEX supervision_clocks_council_open_on ON supervision_clocks (council_id, open_on);

-- What happened in a supervision, in its own history.
CREATE TABLE supervision_steps (
  id TEXT PRIMARY KEY NOT NULL,
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  unit_id TEXT REFERENCES supervision_units (id),
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  value TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX supervision_steps_supervision_at ON supervision_steps (supervision_id, at);

-- Follow-ups that came out of a supervision.
CREATE TABLE supervision_followups (
  supervision_id TEXT NOT NULL REFERENCES supervisions (id),
  followup_id TEXT NOT NULL REFERENCES followups (id),
  PRIMARY KEY (supervision_id, followup_id)
);
CREATE INDEX supervision_followups_followup ON supervision_followups (followup_id);
