-- A document is found by its id, which is made of its address: there is no
-- index of addresses. What refers to the table does so by its name.
PRAGMA legacy_alter_table = ON;

CREATE TABLE document_called (
    id             INTEGER PRIMARY KEY,
    public_id      TEXT NOT NULL UNIQUE,
    address        TEXT NOT NULL,
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

INSERT INTO document_called (id, public_id, address, url, publisher, agency,
    translated_from, translation_of, story, first_read, checked)
SELECT id, public_id, address, url, publisher, agency, translated_from,
    translation_of, story, first_read, checked
FROM document ORDER BY id;

DROP TABLE document;
ALTER TABLE document_called RENAME TO document;
CREATE INDEX document_story ON document (story);

PRAGMA legacy_alter_table = OFF;
