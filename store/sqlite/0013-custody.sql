-- What was written that matters, in order. Each link is a SHA-256 over the one
-- before and what the row is about, so that nothing of it can be changed,
-- taken out or put in later without breaking the chain.
CREATE TABLE custody (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('version', 'reading', 'decision',
        'run')),
    subject INTEGER NOT NULL,                   -- row of what it is about
    at      INTEGER NOT NULL,
    link    BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

CREATE INDEX custody_subject ON custody (kind, subject);
