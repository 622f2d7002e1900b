-- A correction on a reading that was made of one on an earlier reading of the same capture.
ALTER TABLE correction ADD COLUMN carries INTEGER REFERENCES correction (id);
