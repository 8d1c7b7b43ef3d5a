-- A reading remembers the newest version that it knew. Versions are numbered
-- in the order in which they are committed and are never numbered anew, so
-- what is committed late, or derived again, falls on the right side of it.
ALTER TABLE reading ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

UPDATE reading SET version = coalesce(
    (SELECT max(id) FROM version WHERE fetched < reading.upto), 0);

CREATE INDEX event_dispute ON event (dispute) WHERE dispute IS NOT NULL;

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

-- Figures to compare with are looked for among those that nothing replaced:
-- the replaced ones, of which a long series has many, are not passed over.
DROP INDEX figure_facility;
DROP INDEX figure_place;
DROP INDEX figure_stated;
DROP INDEX figure_family;
DROP INDEX figure_metric;
CREATE INDEX figure_facility ON figure (facility, family)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_place ON figure (family, place_path, facility)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_of_origin_facility ON figure (origin, facility)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_of_origin_place ON figure (origin, place)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_stated ON figure (stated) WHERE superseded_by IS NULL;
CREATE INDEX figure_metric ON figure (metric, stated);
CREATE INDEX figure_at ON figure (facility) WHERE facility IS NOT NULL;
CREATE INDEX dispute_denial ON dispute (figure) WHERE kind = 'denial';
