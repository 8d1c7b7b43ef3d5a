-- What is collected, and when. Moments are seconds since 1970, UTC; 0 is
-- never, and an absent text is empty. How precisely a moment is known is in
-- the column beside it: 0 nothing, 1 year, 2 month, 3 day, 4 minute, 5 second.

-- A feed or page to look at, by its key in sources.yaml. Never removed: the
-- items and versions that came from it name it.
CREATE TABLE feed (
    id            INTEGER PRIMARY KEY,
    key           TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    url           TEXT NOT NULL,
    kind          TEXT NOT NULL,
    lang          TEXT NOT NULL,
    every         INTEGER NOT NULL,             -- seconds; -1: the default
    paused        INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    last_try      INTEGER NOT NULL DEFAULT 0,
    last_good     INTEGER NOT NULL DEFAULT 0,
    due           INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    reason        TEXT NOT NULL DEFAULT ''      -- of the last failure
) STRICT;

-- An entry of a feed.
CREATE TABLE item (
    id            INTEGER PRIMARY KEY,
    feed          INTEGER NOT NULL REFERENCES feed,
    guid          TEXT NOT NULL,
    url           TEXT NOT NULL,
    title         TEXT NOT NULL,
    published     INTEGER NOT NULL,
    published_precision INTEGER NOT NULL,
    updated       INTEGER NOT NULL,
    due           INTEGER,                      -- NULL: not again
    failures      INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    last_try      INTEGER NOT NULL DEFAULT 0,
    reason        TEXT NOT NULL DEFAULT '',
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    fetches       INTEGER NOT NULL DEFAULT 0,   -- successful ones
    document      INTEGER REFERENCES document,
    UNIQUE (feed, guid)
) STRICT;

CREATE INDEX item_due ON item (feed, due) WHERE due IS NOT NULL;
CREATE INDEX item_url ON item (url);
CREATE INDEX item_document ON item (document) WHERE document IS NOT NULL;

-- A run of collect; one that found another at work has ended = 0.
CREATE TABLE run (
    id      INTEGER PRIMARY KEY,
    started INTEGER NOT NULL,
    ended   INTEGER NOT NULL
) STRICT;

CREATE TABLE robots (
    origin TEXT PRIMARY KEY,                    -- scheme://host:port
    body   TEXT NOT NULL,
    status INTEGER NOT NULL,                    -- 0: unreachable
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The issues of the digest that were made for a reader.
CREATE TABLE reading (
    reader TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    upto   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (reader, number)
) STRICT, WITHOUT ROWID;
