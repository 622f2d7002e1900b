-- Names that are joined across articles, or kept apart, by a person. What joins by itself is made
-- anew from `statement` at any time (`ledger/people.py`). Rows are never changed or removed.

CREATE TABLE joining (
    id INTEGER PRIMARY KEY,
    verdict TEXT NOT NULL CHECK (verdict IN ('join', 'split', 'undo')),
    name TEXT,                              -- as a speaker is written
    other TEXT,                             -- whom it is joined with
    undoes INTEGER REFERENCES joining (id),
    who TEXT NOT NULL,
    why TEXT,
    at TEXT NOT NULL,
    CHECK ((verdict = 'undo') = (undoes IS NOT NULL)),
    CHECK ((verdict = 'undo') = (name IS NULL)),
    CHECK ((verdict = 'join') = (other IS NOT NULL))
) STRICT;

CREATE TRIGGER joining_stays BEFORE UPDATE ON joining
    BEGIN SELECT raise(ABORT, 'a joining is never changed; undo it'); END;
CREATE TRIGGER joining_kept BEFORE DELETE ON joining
    BEGIN SELECT raise(ABORT, 'a joining is never removed; undo it'); END;

-- Names with their kinds are counted without a look at the rows themselves.
DROP INDEX statement_speaker;
CREATE INDEX statement_speaker ON statement (speaker, source_kind);
