-- What an office changed of a frame holds from a year on: a threshold set today does not score the years before it anew. What was set
-- without a year holds from the first.
CREATE TABLE score_settings_of_years (
  council_id TEXT NOT NULL REFERENCES councils (id),
  frame TEXT NOT NULL,
  criterion TEXT NOT NULL,
  from_year BIGINT NOT NULL DEFAULT 2000,
  points BIGINT NOT NULL,
  threshold BIGINT,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (council_id, frame, criterion, from_year)
);
INSERT INTO score_settings_of_years
  SELECT council_id, frame, criterion, 2000, points, threshold, by_name, on_day FROM score_settings;
DROP TABLE score_settings;
ALTER TABLE score_settings_of_years RENAME TO score_settings;
