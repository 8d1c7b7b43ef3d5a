-- Who publishes and who is quoted; what was published, in every version.
-- Rows of these tables are added, not changed: what was read stays.

-- An organisation, a person or an outlet. The public id is made from the
-- actor's key in the registry, else from the name; an unnamed one ("a security
-- source") is a row for each story.
CREATE TABLE source (
    id               INTEGER PRIMARY KEY,
    public_id        TEXT NOT NULL UNIQUE,
    key              TEXT NOT NULL,             -- of the actor; or empty
    name             TEXT NOT NULL,
    kind             TEXT NOT NULL,
    parent           TEXT NOT NULL DEFAULT '',  -- key of an actor
    reliability      TEXT NOT NULL DEFAULT 'unrated' CHECK (
        reliability IN ('low', 'medium', 'high', 'unrated')),
    reliability_note TEXT NOT NULL DEFAULT '',
    party            TEXT NOT NULL DEFAULT '',  -- side of which conflict
    party_from       TEXT NOT NULL DEFAULT '',
    party_to         TEXT NOT NULL DEFAULT '',
    unnamed          INTEGER NOT NULL CHECK (unnamed IN (0, 1)),
    story            INTEGER REFERENCES document, -- of an unnamed one
    root             TEXT NOT NULL              -- its owner's owner ...; those
                                                -- of one root are one voice
) STRICT;

CREATE INDEX source_name ON source (name COLLATE NOCASE);
CREATE INDEX source_key ON source (key) WHERE key <> '';

-- A document is known by its canonical address, or without one by the hash
-- of its first text.
CREATE TABLE document (
    id             INTEGER PRIMARY KEY,
    public_id      TEXT NOT NULL UNIQUE,
    address        TEXT NOT NULL UNIQUE,
    url            TEXT NOT NULL,
    publisher      INTEGER REFERENCES source,
    agency         INTEGER REFERENCES source,
    translated_from TEXT NOT NULL,              -- as declared
    translation_of INTEGER REFERENCES document,
    story          INTEGER REFERENCES document, -- the first of those whose
                                                -- text is nearly the same
    first_read     INTEGER NOT NULL,
    checked        INTEGER NOT NULL             -- last looked at
) STRICT;

CREATE INDEX document_story ON document (story);

CREATE TABLE version (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
    document      INTEGER NOT NULL REFERENCES document,
    change        TEXT NOT NULL CHECK (change IN ('first', 'silent_edit',
        'update', 'correction', 'retraction', 'removed')),
    note          TEXT NOT NULL,                -- the publisher's, on a change
    fetched       INTEGER NOT NULL,             -- first read
    last_seen     INTEGER NOT NULL,
    published     INTEGER NOT NULL,
    published_precision INTEGER NOT NULL,
    modified      INTEGER NOT NULL,
    modified_precision INTEGER NOT NULL,
    status        INTEGER NOT NULL,             -- of HTTP; 0: imported
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    lang          TEXT NOT NULL,
    title         TEXT NOT NULL,
    author        TEXT NOT NULL,
    section       TEXT NOT NULL,
    text          TEXT NOT NULL,                -- UTF-8; offsets count bytes
    raw_sha256    TEXT NOT NULL,
    raw_size      INTEGER NOT NULL,
    text_sha256   TEXT NOT NULL CHECK (length(text_sha256) = 64),
    signature     BLOB NOT NULL,                -- of its wording; may be empty
    archive       TEXT NOT NULL,                -- file
    archive_offset INTEGER NOT NULL,
    archive_length INTEGER NOT NULL,
    extractor     TEXT NOT NULL,                -- its version
    feed          INTEGER REFERENCES feed
) STRICT;

CREATE INDEX version_document ON version (document);
CREATE INDEX version_fetched ON version (fetched);
CREATE INDEX version_feed ON version (feed) WHERE feed IS NOT NULL;

-- Parts of the signatures: texts that share one may be nearly the same.
CREATE TABLE signature_band (
    band    INTEGER NOT NULL,
    value   INTEGER NOT NULL,
    version INTEGER NOT NULL REFERENCES version,
    PRIMARY KEY (band, value, version)
) STRICT, WITHOUT ROWID;
