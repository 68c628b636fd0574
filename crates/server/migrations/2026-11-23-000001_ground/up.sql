-- Portable SQL for both engines: TEXT and BIGINT only.
-- Days are 2026-11-23, instants UTC of fixed width, ids UUIDv7 text. A large table's main index leads with the council.

CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);

CREATE TABLE units (
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL,
  level TEXT NOT NULL,
  kind TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  source TEXT NOT NULL
);
CREATE INDEX units_code ON units (code, valid_from);

CREATE TABLE unit_names (
  id TEXT PRIMARY KEY NOT NULL,
  unit_id TEXT NOT NULL REFERENCES units (id),
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  full_name_en TEXT NOT NULL,
  search_key TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
);
CREATE INDEX unit_names_unit ON unit_names (unit_id, valid_from);
CREATE INDEX unit_names_search ON unit_names (search_key);

CREATE TABLE unit_parents (
  unit_id TEXT NOT NULL REFERENCES units (id),
  parent_id TEXT NOT NULL REFERENCES units (id),
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  PRIMARY KEY (unit_id, parent_id, valid_from)
);
CREATE INDEX unit_parents_parent ON unit_parents (parent_id, valid_from);

CREATE TABLE successions (
  from_unit TEXT NOT NULL REFERENCES units (id),
  to_unit TEXT NOT NULL REFERENCES units (id),
  share TEXT NOT NULL,
  on_day TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (from_unit, to_unit)
);
CREATE INDEX successions_to ON successions (to_unit);

CREATE TABLE councils (
  id TEXT PRIMARY KEY NOT NULL,
  unit_id TEXT NOT NULL REFERENCES units (id),
  mark TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  term TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  upper_id TEXT REFERENCES councils (id),
  illustration TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX councils_upper ON councils (upper_id);

CREATE TABLE bodies (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX bodies_council ON bodies (council_id, kind, sort_key);

CREATE TABLE people (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  sort_key TEXT NOT NULL
);
CREATE INDEX people_council ON people (council_id, sort_key);

CREATE TABLE mandates (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  group_id TEXT REFERENCES bodies (id),
  valid_from TEXT NOT NULL,
  valid_to TEXT
);
CREATE INDEX mandates_council ON mandates (council_id, person_id);

CREATE TABLE positions (
  id TEXT PRIMARY KEY NOT NULL,
  body_id TEXT NOT NULL REFERENCES bodies (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  title TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
);
CREATE INDEX positions_body ON positions (body_id);
CREATE INDEX positions_person ON positions (person_id);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY NOT NULL,
  sign_in TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at TEXT NOT NULL,
  disabled_on TEXT,
  version BIGINT NOT NULL
);

CREATE TABLE roles (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT REFERENCES bodies (id),
  role TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
);
CREATE INDEX roles_account ON roles (account_id);
CREATE INDEX roles_council ON roles (council_id);

CREATE TABLE passes (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_on TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  revoked_at TEXT
);
CREATE INDEX passes_account ON passes (account_id, kind);

CREATE TABLE followups (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  number TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL,
  facing TEXT NOT NULL,
  priority TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  source TEXT NOT NULL,
  source_on TEXT,
  lead_id TEXT REFERENCES bodies (id),
  lead_words TEXT NOT NULL,
  product TEXT NOT NULL,
  proof TEXT NOT NULL,
  due_kind TEXT NOT NULL,
  due_words TEXT NOT NULL,
  due_on TEXT,
  due_by TEXT,
  state TEXT NOT NULL,
  response TEXT,
  claimed_on TEXT,
  verdict TEXT,
  closed_on TEXT,
  rung BIGINT NOT NULL,
  evidence BIGINT NOT NULL,
  published_on TEXT,
  earlier_id TEXT REFERENCES followups (id),
  like_key TEXT NOT NULL,
  sort_due TEXT NOT NULL,
  taken_from TEXT UNIQUE,
  recorded_at TEXT NOT NULL,
  version BIGINT NOT NULL
);
-- The register reads by council, open first, in the order of the due day; each line below serves one filter or sort.
CREATE INDEX followups_register ON followups (council_id, closed_on, sort_due, id);
CREATE INDEX followups_all ON followups (council_id, sort_due, id);
CREATE INDEX followups_state ON followups (council_id, state, sort_due, id);
CREATE INDEX followups_origin ON followups (council_id, origin, closed_on, sort_due, id);
CREATE INDEX followups_lead ON followups (lead_id, closed_on, sort_due, id);
CREATE INDEX followups_figures ON followups (council_id, origin, closed_on, sort_due, state, verdict);
CREATE INDEX followups_like ON followups (council_id, like_key);
CREATE INDEX followups_earlier ON followups (earlier_id);

CREATE TABLE followup_bodies (
  followup_id TEXT NOT NULL REFERENCES followups (id),
  body_id TEXT NOT NULL REFERENCES bodies (id),
  PRIMARY KEY (followup_id, body_id)
);
CREATE INDEX followup_bodies_body ON followup_bodies (body_id);

CREATE TABLE deeds (
  id TEXT PRIMARY KEY NOT NULL,
  followup_id TEXT NOT NULL REFERENCES followups (id),
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  at TEXT NOT NULL,
  account_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  value TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX deeds_followup ON deeds (followup_id, at);

CREATE TABLE evidence (
  id TEXT PRIMARY KEY NOT NULL,
  followup_id TEXT NOT NULL REFERENCES followups (id),
  deed_id TEXT NOT NULL REFERENCES deeds (id),
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_hash TEXT NOT NULL
);
CREATE INDEX evidence_followup ON evidence (followup_id);

CREATE TABLE deadlines (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  followup_id TEXT NOT NULL REFERENCES followups (id),
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  started_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reckoning TEXT NOT NULL,
  set_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at TEXT NOT NULL,
  met_on TEXT,
  superseded_at TEXT,
  open_on TEXT
);
CREATE INDEX deadlines_followup ON deadlines (followup_id, created_at);
-- open_on is the due day while the deadline is open and NULL afterwards: the sweep reads this index alone.
CREATE INDEX deadlines_open ON deadlines (open_on, id);

CREATE TABLE notices (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  followup_id TEXT NOT NULL REFERENCES followups (id),
  deadline_id TEXT NOT NULL REFERENCES deadlines (id),
  kind TEXT NOT NULL,
  for_day TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (deadline_id, kind)
);
CREATE INDEX notices_council ON notices (council_id, for_day);

CREATE TABLE urgings (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT NOT NULL REFERENCES bodies (id),
  rung BIGINT NOT NULL,
  round BIGINT NOT NULL,
  state TEXT NOT NULL,
  proposed_on TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  words TEXT NOT NULL,
  symbol TEXT NOT NULL,
  signed_on TEXT,
  signed_by TEXT,
  sent_on TEXT,
  acknowledged_on TEXT,
  acknowledged_by TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX urgings_council ON urgings (council_id, state, proposed_on);
CREATE INDEX urgings_body ON urgings (body_id, state);

CREATE TABLE urging_items (
  urging_id TEXT NOT NULL REFERENCES urgings (id),
  followup_id TEXT NOT NULL REFERENCES followups (id),
  rung BIGINT NOT NULL,
  round BIGINT NOT NULL,
  dropped_on TEXT,
  live_key TEXT UNIQUE,
  PRIMARY KEY (urging_id, followup_id)
);
-- live_key is followup:rung:round while the paper stands, so that no rung is drafted or sent twice.
CREATE INDEX urging_items_followup ON urging_items (followup_id);

CREATE TABLE resupervisions (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  title TEXT NOT NULL,
  of_source TEXT NOT NULL,
  body_id TEXT REFERENCES bodies (id),
  opened_on TEXT NOT NULL,
  opened_by TEXT NOT NULL
);
CREATE INDEX resupervisions_council ON resupervisions (council_id, opened_on);

CREATE TABLE resupervision_items (
  resupervision_id TEXT NOT NULL REFERENCES resupervisions (id),
  followup_id TEXT NOT NULL REFERENCES followups (id),
  PRIMARY KEY (resupervision_id, followup_id)
);
CREATE INDEX resupervision_items_followup ON resupervision_items (followup_id);

CREATE TABLE handovers (
  id TEXT PRIMARY KEY NOT NULL,
  from_council TEXT NOT NULL REFERENCES councils (id),
  to_council TEXT NOT NULL REFERENCES councils (id),
  decided_by TEXT NOT NULL,
  document TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX handovers_from ON handovers (from_council);
CREATE INDEX handovers_to ON handovers (to_council);

CREATE TABLE handover_items (
  handover_id TEXT NOT NULL REFERENCES handovers (id),
  from_followup TEXT NOT NULL UNIQUE REFERENCES followups (id),
  to_followup TEXT NOT NULL REFERENCES followups (id),
  PRIMARY KEY (handover_id, from_followup)
);
CREATE INDEX handover_items_to ON handover_items (to_followup);

CREATE TABLE rule_confirmations (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  rule TEXT NOT NULL,
  edition BIGINT NOT NULL,
  confirmed_by TEXT NOT NULL,
  document TEXT NOT NULL,
  on_day TEXT NOT NULL,
  UNIQUE (council_id, rule, edition)
);

CREATE TABLE chains (
  council_id TEXT PRIMARY KEY NOT NULL,
  length BIGINT NOT NULL,
  head TEXT NOT NULL,
  numbers BIGINT NOT NULL,
  numbers_year BIGINT NOT NULL
);

CREATE TABLE events (
  council_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at TEXT NOT NULL,
  account_id TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (council_id, seq)
);

CREATE TABLE sweeps (
  council_id TEXT NOT NULL,
  on_day TEXT NOT NULL,
  done_at TEXT NOT NULL,
  PRIMARY KEY (council_id, on_day)
);
