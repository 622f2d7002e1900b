-- A correction on a reading that was made of one on an earlier reading of the same capture.
ALTER TABLE correction ADD COLUMN carries INTEGER REFERENCES correction (id);

-- What rows tell beside what they told before; nothing is known of these in rows of an older form
-- until their article is corrected or read again.
ALTER TABLE statement ADD COLUMN decided TEXT;  -- by a person: accepted, changed, added
ALTER TABLE event ADD COLUMN decided TEXT;
ALTER TABLE event ADD COLUMN disputed TEXT;     -- the fields in which its tellings differ
ALTER TABLE event ADD COLUMN deaths_by TEXT;    -- who tells the dead, if not who tells the event
