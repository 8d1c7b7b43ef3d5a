-- Ids that a dispute had before it was known that others had conflicted first,
-- or that it is one with another: it is that in which the figure is now.
CREATE TABLE dispute_name (
    public_id TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    figure    INTEGER NOT NULL REFERENCES figure
) STRICT, WITHOUT ROWID;
