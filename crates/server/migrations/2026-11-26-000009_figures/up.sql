-- Figures of a report for which the program holds no records: entered by a person, with their source.
CREATE TABLE hand_figures (
  council_id TEXT NOT NULL REFERENCES councils (id),
  indicator TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  number BIGINT NOT NULL,
  source TEXT NOT NULL,
  by_name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (council_id, indicator, starts_on, ends_on)
);
