-- The sides of a dispute are those that stand against each other: of an open
-- one not what its origin has replaced, but for what is denied.
DROP VIEW dispute_shown;
CREATE VIEW dispute_shown AS
SELECT d.public_id, d.kind, d.cause, d.state, f.metric, f.place,
    coalesce(iif(p.key <> '', p.key, p.public_id), '') AS facility,
    coalesce(p.name, '') AS facility_name, f.population, d.reason, d.gap_low,
    d.gap_high, d.since, d.since_precision, d.opened,
    (SELECT count(DISTINCT origin) FROM dispute_side WHERE dispute = d.id
        AND (live OR d.kind = 'denial'
            OR d.state NOT IN ('open', 'narrowed', 'reopened'))),
    d.id AS row
FROM dispute d
JOIN figure f ON f.id = d.figure
LEFT JOIN facility p ON p.id = f.facility;
