-- What is listed is found in the order in which it is listed, so that the
-- first ones are had without looking at the others.
DROP INDEX figure_listed;
DROP INDEX figure_at;
CREATE INDEX figure_listed_place
    ON figure (place_path, metric, said DESC, public_id);
CREATE INDEX figure_listed_facility
    ON figure (facility, metric, said DESC, public_id)
    WHERE facility IS NOT NULL;
CREATE INDEX figure_listed_origin
    ON figure (origin, metric, said DESC, public_id);
CREATE INDEX facility_key ON facility (key) WHERE key <> '';
CREATE INDEX source_unnamed ON source (name COLLATE NOCASE) WHERE unnamed;

-- Mentions that do not say what their figure does are few.
CREATE INDEX figure_mention_finding ON figure_mention (figure)
    WHERE finding <> '';

-- Open disputes, then the others.
CREATE INDEX dispute_listed ON dispute (
    state NOT IN ('open', 'narrowed', 'reopened'), opened DESC, id DESC);

UPDATE dispute_side SET origin = (SELECT coalesce(t.target, c.origin)
    FROM claim c LEFT JOIN merged_source t ON t.source = c.origin
    WHERE c.id = dispute_side.claim)
WHERE origin IS NULL;

CREATE VIEW dispute_shown AS
SELECT d.public_id, d.kind, d.cause, d.state, f.metric, f.place,
    coalesce(iif(p.key <> '', p.key, p.public_id), '') AS facility,
    coalesce(p.name, '') AS facility_name, f.population, d.reason, d.gap_low,
    d.gap_high, d.since, d.since_precision, d.opened,
    (SELECT count(DISTINCT origin) FROM dispute_side WHERE dispute = d.id),
    d.id AS row
FROM dispute d
JOIN figure f ON f.id = d.figure
LEFT JOIN facility p ON p.id = f.facility;
