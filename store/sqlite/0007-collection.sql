-- When a source is asked again is decided by what came of asking before.
ALTER TABLE feed ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN interval INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN full INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN failure TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN moved_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN moved_seen INTEGER NOT NULL DEFAULT 0;

UPDATE feed SET failure = 'temporary' WHERE failures > 0;

-- An item is known by its guid, and by the normalised form of its address.
-- Of older items that form is not known: the address stands for it until the
-- item is listed again.
ALTER TABLE item ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN is_list INTEGER NOT NULL DEFAULT 0
    CHECK (is_list IN (0, 1));
ALTER TABLE item ADD COLUMN missing INTEGER NOT NULL DEFAULT 0
    CHECK (missing >= 0);
ALTER TABLE item ADD COLUMN first_read INTEGER NOT NULL DEFAULT 0;

UPDATE item SET key = url, first_read = coalesce(
    (SELECT first_read FROM document WHERE id = item.document), 0);

DROP INDEX item_url;
CREATE INDEX item_key ON item (key, feed);

-- Hosts that asked to be left alone for a while.
CREATE TABLE rest (
    host   TEXT PRIMARY KEY,
    until  INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where what was fetched lies in the archive. The files hold all of it; this
-- is how it is found.
CREATE TABLE archive_file (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE archived (
    id      INTEGER PRIMARY KEY,
    file    INTEGER NOT NULL REFERENCES archive_file,
    offset  INTEGER NOT NULL,
    length  INTEGER NOT NULL,                   -- bytes in the file
    record  TEXT NOT NULL,                      -- WARC-Record-ID
    url     TEXT NOT NULL,
    url_hash INTEGER NOT NULL,
    payload BLOB NOT NULL CHECK (length(payload) = 32), -- SHA-256
    at      INTEGER NOT NULL,
    UNIQUE (file, offset)
) STRICT;

-- There is a row for each answer of each source, so these are kept small.
CREATE INDEX archived_payload ON archived (substr(payload, 1, 8));
CREATE INDEX archived_url ON archived (url_hash, at);

-- The address that a version was read from, normalised; empty: that of its
-- document, or not known.
ALTER TABLE version ADD COLUMN read_at TEXT NOT NULL DEFAULT '';

DROP VIEW version_shown;
CREATE VIEW version_shown AS
SELECT v.public_id AS id, d.public_id AS document, d.url, d.address, v.title,
    v.author, coalesce(p.name, '') AS publisher, coalesce(a.name, '') AS agency,
    v.lang, v.note, v.change, v.raw_sha256, v.text_sha256, v.text, v.archive,
    v.published, v.published_precision, v.modified, v.modified_precision,
    v.fetched, v.status, v.archive_offset, v.archive_length, v.extractor,
    v.raw_size, v.last_seen, v.id AS row
FROM version v
JOIN document d ON d.id = v.document
LEFT JOIN source p ON p.id = d.publisher
LEFT JOIN source a ON a.id = d.agency;
