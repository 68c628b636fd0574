-- What an office changed of a frame for scoring: points (in hundredths) and the threshold of a criterion.
CREATE TABLE score_settings (
  council_id TEXT NOT NULL REFERENCES councils (id),
  frame TEXT NOT NULL,
  criterion TEXT NOT NULL,
  points BIGINT NOT NULL,
  threshold BIGINT,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (council_id, frame, criterion)
);

-- Points (in hundredths) that a person declared for a criterion of a year, with the source.
CREATE TABLE score_entries (
  council_id TEXT NOT NULL REFERENCES councils (id),
  frame TEXT NOT NULL,
  criterion TEXT NOT NULL,
  year BIGINT NOT NULL,
  points BIGINT NOT NULL,
  source TEXT NOT NULL,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (council_id, frame, criterion, year)
);
