-- Version 4 of the desk: watches.

CREATE TABLE watches (
    id     INTEGER PRIMARY KEY,
    what   TEXT NOT NULL UNIQUE,       -- as it was written
    target TEXT NOT NULL,              -- JSON: what is meant by it
    made   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    looked TEXT,                       -- time of the last look; NULL before the first
    seen   TEXT                        -- JSON: what was there at the last look
);
