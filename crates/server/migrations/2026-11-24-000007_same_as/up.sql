-- The petition that a deputy at the meeting held a note to be the same as; empty where none was named. A hint for whoever takes
-- the note into the book, who decides.
ALTER TABLE contact_notes ADD COLUMN same_as TEXT NOT NULL DEFAULT '';
