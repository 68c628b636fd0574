-- A report looks for the open clocks of its follow-up, of which there are few among many that were met.
DROP INDEX deadlines_followup;
CREATE INDEX deadlines_followup ON deadlines (followup_id, open_on);
DROP INDEX deadlines_open;
CREATE INDEX deadlines_open ON deadlines (open_on, id) WHERE open_on IS NOT NULL;
