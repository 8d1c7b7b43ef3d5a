-- What is derived, in a form in which two derivations can be compared: by
-- public ids, without the numbers of rows.
CREATE VIEW derived_content AS
SELECT 'figure' AS kind, f.public_id AS key,
    json_array(f.value_low, f.value_high, f.qualifier, f.place, f.population,
        f.period_start, f.period_end, f.as_of, f.base, f.status, f.rank,
        f.n_mentions, f.n_publishers, f.n_origins, f.said, f.superseded_how,
        (SELECT public_id FROM figure WHERE id = f.superseded_by),
        (SELECT public_id FROM figure WHERE id = f.part_of)) AS content
FROM figure f
UNION ALL
SELECT 'relation', f.public_id || ' ' || o.public_id, r.kind || ': ' || r.reason
FROM relation r
JOIN figure f ON f.id = r.figure
JOIN figure o ON o.id = r.other
UNION ALL
SELECT 'dispute', d.public_id,
    json_array(d.kind, d.cause, d.state, d.reason, d.gap_low, d.gap_high)
FROM dispute d;
