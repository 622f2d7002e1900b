-- The first of the corrections that were made together in one action; none for that one itself.
ALTER TABLE correction ADD COLUMN made_with INTEGER REFERENCES correction (id);
