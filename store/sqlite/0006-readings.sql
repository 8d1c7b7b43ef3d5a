-- A reading remembers the newest version that it knew. Versions are numbered
-- in the order in which they are committed and are never numbered anew, so
-- what is committed late, or derived again, falls on the right side of it.
ALTER TABLE reading ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

UPDATE reading SET version = coalesce(
    (SELECT max(id) FROM version WHERE fetched < reading.upto), 0);

CREATE VIEW event_shown AS
SELECT e.at, e.kind, coalesce(f.public_id, '') AS figure,
    coalesce(o.public_id, '') AS other, coalesce(c.public_id, '') AS claim,
    coalesce(d.public_id, '') AS dispute,
    coalesce(v.public_id, '') AS version,
    coalesce(p.public_id, '') AS facility, e.words, e.id AS row,
    e.version AS version_row, e.dispute AS dispute_row
FROM event e
LEFT JOIN figure f ON f.id = e.figure
LEFT JOIN figure o ON o.id = e.other
LEFT JOIN claim c ON c.id = e.claim
LEFT JOIN dispute d ON d.id = e.dispute
LEFT JOIN version v ON v.id = e.version
LEFT JOIN facility p ON p.id = e.facility;
