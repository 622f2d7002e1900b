-- The ledger: captures as they were, every reading of them, what was corrected, and a log.
-- Rows of `capture`, `sighting`, `reading`, `correction` and `log` are never changed or removed.

CREATE TABLE capture (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,            -- of the bytes as they were captured
    size INTEGER NOT NULL CHECK (size > 0),
    medium TEXT NOT NULL CHECK (medium IN ('html', 'text')),
    body BLOB NOT NULL                      -- those bytes, packed with zstd
) STRICT;

-- Where and when a capture was found: the same bytes may stand at several addresses.
CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    capture INTEGER NOT NULL REFERENCES capture (id),
    name TEXT NOT NULL,                     -- the file, with the path or offset inside it
    url TEXT,
    charset TEXT,
    captured TEXT,
    published TEXT,
    outlet TEXT,
    added TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sighting_once ON sighting
    (capture, name, ifnull(url, ''), ifnull(captured, ''));

-- What the reader found on a capture. A newer reading stands beside the older one.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    capture INTEGER NOT NULL REFERENCES capture (id),
    reader TEXT NOT NULL,                   -- version of Whence and hash of its weights
    made TEXT NOT NULL,
    sha256 TEXT NOT NULL,                   -- of the report's line of JSON
    report BLOB NOT NULL,                   -- that line, packed with zstd
    UNIQUE (capture, reader)
) STRICT;

-- The article of the newest reading of each capture, and what was found in it; made anew from
-- `reading` at any time.
CREATE TABLE article (
    id INTEGER PRIMARY KEY REFERENCES capture (id),
    reading INTEGER NOT NULL REFERENCES reading (id),
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,                         -- the day
    language TEXT,
    characters INTEGER NOT NULL
) STRICT;
CREATE INDEX article_published ON article (published);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                -- its index in the report
    speaker TEXT,
    source_kind TEXT,
    manner TEXT,
    act TEXT,
    certainty TEXT,
    score REAL NOT NULL,
    start INTEGER NOT NULL,                 -- of its content, in code points of the text
    source TEXT,                            -- as written, like the next
    relay TEXT,
    words TEXT NOT NULL,                    -- its content
    UNIQUE (article, number)
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    deaths_low INTEGER,
    deaths_high INTEGER,
    place TEXT,                             -- as written
    geonames INTEGER,
    meaning TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    statement INTEGER,                      -- the number of the statement that tells it
    score REAL NOT NULL,
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

-- What could not be taken in or read, with the reason; a later success stands beside it.
CREATE TABLE failure (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    place INTEGER,                          -- the offset in the file, in bytes
    capture INTEGER REFERENCES capture (id),
    reader TEXT,
    reason TEXT NOT NULL,
    added TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX failure_once ON failure
    (name, ifnull(place, -1), reason, ifnull(reader, ''));

-- What a person decided about the reader's findings. `target` is `statements/3`, `events/0`, or
-- `statements` for one that is added; `field` and `value` (JSON) are what it is changed to.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading (id),
    target TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'change', 'reject', 'add', 'undo')),
    field TEXT,
    value TEXT CHECK (value IS NULL OR json_valid(value)),
    undoes INTEGER REFERENCES correction (id),
    who TEXT NOT NULL,
    why TEXT,
    at TEXT NOT NULL,
    CHECK ((verdict = 'undo') = (undoes IS NOT NULL)),
    CHECK ((verdict IN ('change', 'add')) = (value IS NOT NULL))
) STRICT;
CREATE INDEX correction_reading ON correction (reading);

-- Every change, each row's hash over the one before it and over what it says.
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    what TEXT NOT NULL CHECK (json_valid(what)),
    hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER capture_stays BEFORE UPDATE ON capture
    BEGIN SELECT raise(ABORT, 'a capture is never changed'); END;
CREATE TRIGGER capture_kept BEFORE DELETE ON capture
    BEGIN SELECT raise(ABORT, 'a capture is never removed'); END;
CREATE TRIGGER sighting_stays BEFORE UPDATE ON sighting
    BEGIN SELECT raise(ABORT, 'a sighting is never changed'); END;
CREATE TRIGGER sighting_kept BEFORE DELETE ON sighting
    BEGIN SELECT raise(ABORT, 'a sighting is never removed'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading
    BEGIN SELECT raise(ABORT, 'a reading is never changed'); END;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading
    BEGIN SELECT raise(ABORT, 'a reading is never removed'); END;
CREATE TRIGGER correction_stays BEFORE UPDATE ON correction
    BEGIN SELECT raise(ABORT, 'a correction is never changed; undo it'); END;
CREATE TRIGGER correction_kept BEFORE DELETE ON correction
    BEGIN SELECT raise(ABORT, 'a correction is never removed; undo it'); END;
CREATE TRIGGER log_stays BEFORE UPDATE ON log
    BEGIN SELECT raise(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_kept BEFORE DELETE ON log
    BEGIN SELECT raise(ABORT, 'the log is never shortened'); END;

-- The words of articles and statements, folded for search (`ledger/fold.py`).
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, content = '', tokenize = "unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE said USING fts5 (
    words, content = '', tokenize = "unicode61 remove_diacritics 0"
);
