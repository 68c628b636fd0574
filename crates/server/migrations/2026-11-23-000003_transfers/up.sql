-- A notice of a clock of a supervision: near its day, or past it; once each.
CREATE TABLE supervision_notices (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  clock_id TEXT NOT NULL REFERENCES supervision_clocks (id),
  kind TEXT NOT NULL,
  for_day TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (clock_id, kind)
);
CREATE INDEX supervision_notices_council ON supervision_notices (council_id, for_day);

-- A follow-up offered to the council above or below. It stays with its council, its clocks running, until the other
-- accepts; what was taken over is a new follow-up there. live_key is the follow-up while an offer stands: one at a time.
CREATE TABLE transfers (
  id TEXT PRIMARY KEY NOT NULL,
  from_council TEXT NOT NULL REFERENCES councils (id),
  to_council TEXT NOT NULL REFERENCES councils (id),
  followup_id TEXT NOT NULL REFERENCES followups (id),
  taken_id TEXT REFERENCES followups (id),
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  document TEXT NOT NULL,
  offered_by TEXT NOT NULL,
  offered_on TEXT NOT NULL,
  answered_by TEXT,
  answered_on TEXT,
  answer TEXT NOT NULL,
  live_key TEXT UNIQUE
);
CREATE INDEX transfers_to_council_state ON transfers (to_council, state);
CREATE INDEX transfers_from_council_state ON transfers (from_council, state);
CREATE INDEX transfers_followup ON transfers (followup_id);

-- The finding that a recommendation answers, where one was named.
ALTER TABLE supervision_followups ADD COLUMN finding_id TEXT REFERENCES supervision_findings (id);

-- What a council has on record about a unit on one day: shown to the unit first, answered by it, then laid before the
-- council.
CREATE TABLE cooperation_sheets (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES councils (id),
  body_id TEXT NOT NULL REFERENCES bodies (id),
  figures TEXT NOT NULL,
  shown_by TEXT NOT NULL,
  shown_on TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT,
  answered_on TEXT,
  laid_by TEXT,
  laid_on TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX cooperation_sheets_council ON cooperation_sheets (council_id, shown_on);
CREATE INDEX cooperation_sheets_body ON cooperation_sheets (body_id, shown_on);
