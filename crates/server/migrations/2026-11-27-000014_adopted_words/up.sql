-- What a draft said when it was adopted, as a hash: what is issued is what was adopted. Empty for what was adopted before.
ALTER TABLE papers ADD COLUMN adopted_hash TEXT NOT NULL DEFAULT '';
