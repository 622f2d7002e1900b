-- Corrections that were carried over from an earlier reading; rows that keep their ids; captures
-- that are known under other facts.

-- A correction on a reading that was made of one on an earlier reading of the same capture.
ALTER TABLE correction ADD COLUMN carries INTEGER REFERENCES correction (id);

-- The first of the corrections that were made together in one action; none for that one itself.
ALTER TABLE correction ADD COLUMN made_with INTEGER REFERENCES correction (id);

-- The same bytes may be captured again with what was not known of them before.
DROP INDEX sighting_once;
CREATE UNIQUE INDEX sighting_once ON sighting
    (capture, name, ifnull(url, ''), ifnull(captured, ''), ifnull(published, ''),
     ifnull(outlet, ''));

-- Rows that are searched are made anew from the readings. A finding keeps its id as long as its
-- article has this reading, and no id is ever given twice.
INSERT INTO said (said) VALUES ('delete-all');
DROP TABLE statement;
DROP TABLE event;

CREATE TABLE statement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                -- its index in the report
    target TEXT NOT NULL,                   -- what corrections call it
    speaker TEXT,
    source_kind TEXT,
    manner TEXT,
    act TEXT,
    certainty TEXT,
    score REAL NOT NULL,
    decided TEXT,                           -- by a person: accepted, changed, added
    start INTEGER NOT NULL,                 -- of its content, in code points of the text
    source TEXT,                            -- as written, like the next
    relay TEXT,
    words TEXT NOT NULL,                    -- its content
    UNIQUE (article, number)
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker, source_kind);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    target TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    disputed TEXT NOT NULL,                 -- the fields in which its tellings differ
    first_day TEXT,
    last_day TEXT,
    deaths_low INTEGER,
    deaths_high INTEGER,
    deaths_by TEXT,                         -- who tells the dead, if not who tells the event
    place TEXT,                             -- as written
    geonames INTEGER,
    meaning TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    statement INTEGER,                      -- the number of the statement that tells it
    score REAL NOT NULL,
    decided TEXT,
    start INTEGER NOT NULL,                 -- of its anchor
    actor TEXT,                             -- as written, like the next
    recipient TEXT,
    lead TEXT NOT NULL,                     -- the line of the article up to its anchor
    anchor TEXT NOT NULL,
    rest TEXT NOT NULL,                     -- the line from there on
    UNIQUE (article, number)
) STRICT;
CREATE INDEX event_place ON event (latitude, longitude);
CREATE INDEX event_geonames ON event (geonames);

CREATE TRIGGER failure_stays BEFORE UPDATE ON failure
    BEGIN SELECT raise(ABORT, 'a failure is never changed'); END;
CREATE TRIGGER failure_kept BEFORE DELETE ON failure
    BEGIN SELECT raise(ABORT, 'a failure is never removed'); END;
