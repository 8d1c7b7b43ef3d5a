-- Reading.

-- name: figure_by_id
SELECT * FROM figure_shown WHERE id = $1;

-- name: figure_by_whole
SELECT * FROM figure_shown
WHERE row IN (SELECT id FROM figure
    WHERE part_of = (SELECT id FROM figure WHERE public_id = $1))
ORDER BY row;

-- The metrics that are asked for are a JSON array.
-- name: figure_by_metric
SELECT * FROM figure_shown
WHERE metric IN (SELECT value FROM json_each($1))
    AND ($2 = '' OR instr(place_path, '/' || $2 || '/') > 0)
    AND ($3 = '' OR origin_key = $3 OR origin_name = $3 COLLATE NOCASE
        OR origin = $3)
    AND ($4 OR superseded_by IS NULL)
ORDER BY said DESC, id;

-- name: figure_by_dispute
SELECT * FROM figure_shown
WHERE row IN (SELECT s.figure FROM dispute d
        JOIN dispute_side s ON s.dispute = d.id WHERE d.public_id = $1)
    AND ($2 = '' OR metric IN (SELECT value FROM json_each($2)))
    AND ($3 = '' OR facility = $3 OR facility_id = $3)
    AND ($4 = '' OR instr(place_path, '/' || $4 || '/') > 0)
    AND ($5 = '' OR origin_key = $5 OR origin_name = $5 COLLATE NOCASE
        OR origin = $5)
    AND ($6 OR superseded_by IS NULL)
ORDER BY said DESC, id;

-- name: figure_by_facility
SELECT * FROM figure_shown
WHERE row IN (SELECT f.id FROM facility p
        CROSS JOIN figure f ON f.facility = p.id
        WHERE p.key = $1 OR p.public_id = $1)
    AND ($2 = '' OR metric IN (SELECT value FROM json_each($2)))
    AND ($3 = '' OR facility = $3 OR facility_id = $3)
    AND ($4 = '' OR instr(place_path, '/' || $4 || '/') > 0)
    AND ($5 = '' OR origin_key = $5 OR origin_name = $5 COLLATE NOCASE
        OR origin = $5)
    AND ($6 OR superseded_by IS NULL)
ORDER BY said DESC, id;

-- name: figure_by_scope
SELECT * FROM figure_shown
WHERE ($1 = '' OR instr(place_path, '/' || $1 || '/') > 0)
    AND ($2 = '' OR origin_key = $2 OR origin_name = $2 COLLATE NOCASE
        OR origin = $2)
    AND ($3 OR superseded_by IS NULL)
ORDER BY said DESC, id;

-- name: version_by_id
SELECT * FROM version_shown WHERE id = $1;

-- name: version_by_document
SELECT * FROM version_shown WHERE document = $1 ORDER BY row;

-- name: version_after
SELECT * FROM version_shown WHERE row > $1 ORDER BY row LIMIT $2;

-- name: integrity_check
PRAGMA integrity_check(20);

-- name: mention_misplaced
SELECT count(*) FROM mention m JOIN version v ON v.id = m.version
WHERE substr(CAST(v.text AS BLOB), m.surface_start + 1,
        m.surface_end - m.surface_start) <> CAST(m.surface AS BLOB)
    OR substr(CAST(v.text AS BLOB), m.quote_start + 1,
        m.quote_end - m.quote_start) <> CAST(m.quote AS BLOB);

-- name: claim_misplaced
SELECT count(*) FROM claim c JOIN version v ON v.id = c.version
WHERE substr(CAST(v.text AS BLOB), c.cue_start + 1,
        c.cue_end - c.cue_start) <> CAST(c.cue AS BLOB)
    OR substr(CAST(v.text AS BLOB), c.content_start + 1,
        c.content_end - c.content_start) <> CAST(c.content AS BLOB);

-- In force first, then those that were, the newest first.
-- name: mention_by_id
SELECT * FROM mention_shown
WHERE row IN (SELECT id FROM mention WHERE public_id = $1
    AND since <= (SELECT extraction FROM in_force))
ORDER BY ended > 0, row DESC;

-- name: mention_by_figure
SELECT * FROM mention_shown
WHERE figure_row = (SELECT id FROM figure WHERE public_id = $1)
ORDER BY iif(published = 0, fetched, published), row;

-- name: mention_by_version
SELECT * FROM mention_shown
WHERE version_row = (SELECT id FROM version WHERE public_id = $1)
    AND row IN (SELECT id FROM mention_now)
ORDER BY row;

-- name: claim_by_id
SELECT * FROM claim_shown
WHERE row IN (SELECT id FROM claim WHERE public_id = $1
    AND since <= (SELECT extraction FROM in_force))
ORDER BY row DESC;

-- name: claim_by_figure
SELECT * FROM claim_shown
WHERE row IN (SELECT t.claim FROM claim_target t
    JOIN figure f ON f.id = t.figure WHERE f.public_id = $1)
ORDER BY iif(published = 0, fetched, published), row;

-- name: claim_by_version
SELECT * FROM claim_shown
WHERE version_row = (SELECT id FROM version WHERE public_id = $1)
    AND row IN (SELECT id FROM claim_now)
ORDER BY row;

-- name: relation_by_figure
SELECT o.id, o.public_id, r.kind, r.reason
FROM (SELECT other, kind, reason FROM relation WHERE figure = $1
    UNION ALL SELECT figure, kind, reason FROM relation WHERE other = $1) r
JOIN figure o ON o.id = r.other
ORDER BY r.kind = 'agree', o.id DESC LIMIT 200;

-- What a figure is to be seen beside: at its spot ($1), those of about then
-- ($3) and the newest; its parts and its whole ($4); what holds its place ($5).
-- name: figure_near
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM (SELECT id FROM figure
        WHERE spot = $1 AND family = $2 AND clock IN (0, 1, 2, 3)
            AND stands BETWEEN $3 - 1 AND $3 + 1 AND superseded_by IS NULL
        ORDER BY stands DESC LIMIT 40)
    UNION SELECT id FROM (SELECT id FROM figure
        WHERE spot = $1 AND family = $2 AND clock >= 0
            AND superseded_by IS NULL
        ORDER BY clock DESC, stands DESC LIMIT 80)
    UNION SELECT id FROM (SELECT id FROM figure WHERE part_of = $4
        ORDER BY id LIMIT 40)
    UNION SELECT part_of FROM figure WHERE id = $4
    UNION SELECT id FROM (SELECT id FROM figure WHERE superseded_by = $4
        ORDER BY id LIMIT 40)
    UNION SELECT superseded_by FROM figure WHERE id = $4
    UNION SELECT id FROM (SELECT id FROM figure
        WHERE spot = $5 AND family = $2 AND clock = 3
            AND superseded_by IS NULL
        ORDER BY stands DESC LIMIT 40))
ORDER BY row DESC;

-- name: dispute_list
SELECT d.public_id, d.kind, d.cause, d.state, f.metric, f.place,
    coalesce(iif(p.key <> '', p.key, p.public_id), ''), coalesce(p.name, ''),
    f.population, d.reason, d.gap_low, d.gap_high, d.since, d.since_precision,
    d.opened, (SELECT count(DISTINCT coalesce(g.origin, c.origin))
        FROM dispute_side s
        LEFT JOIN figure g ON g.id = s.figure
        LEFT JOIN claim c ON c.id = s.claim
        WHERE s.dispute = d.id)
FROM dispute d
JOIN figure f ON f.id = d.figure
LEFT JOIN facility p ON p.id = f.facility
WHERE $1 = '' OR d.public_id = $1
ORDER BY d.state NOT IN ('open', 'narrowed', 'reopened'), d.opened DESC,
    d.id DESC;

-- name: side_list
SELECT s.side, coalesce(f.public_id, ''), coalesce(c.public_id, ''),
    coalesce(c.kind, ''), coalesce(t.public_id, ''), o.public_id, o.name,
    o.kind
FROM dispute d
JOIN dispute_side s ON s.dispute = d.id
LEFT JOIN figure f ON f.id = s.figure
LEFT JOIN claim c ON c.id = s.claim
LEFT JOIN version v ON v.id = c.version
LEFT JOIN document t ON t.id = v.document
JOIN source o ON o.id = coalesce(f.origin, (SELECT target FROM merged_source
    WHERE source = c.origin), c.origin)
WHERE d.public_id = $1
ORDER BY s.side, s.rowid;

-- name: event_list
SELECT * FROM event_shown WHERE at >= $1 AND at < $2 ORDER BY at, row;

-- name: event_since
SELECT * FROM event_shown
WHERE version_row > $1 AND version_row <= $2 ORDER BY at, row;

-- name: event_of_dispute
SELECT * FROM event_shown
WHERE dispute_row = (SELECT id FROM dispute WHERE public_id = $1)
ORDER BY at, row;

-- name: version_last
SELECT max(id) FROM version;

-- Facilities with what was seen of those that are one with them.
-- name: facility_list
WITH part(whole, facility) AS MATERIALIZED (
    SELECT coalesce(t.target, p.id), p.id FROM facility p
    LEFT JOIN merged_facility t ON t.facility = p.id)
SELECT p.public_id, p.key, p.name, p.kind, p.place, p.key = '', p.match,
    (SELECT group_concat(surface, ', ') FROM (SELECT DISTINCT g.surface
        FROM part a JOIN sighting_now g ON g.facility = a.facility
        WHERE a.whole = p.id ORDER BY g.surface LIMIT 20)),
    (SELECT count(DISTINCT v.document) FROM part a
        JOIN sighting_now g ON g.facility = a.facility
        JOIN version v ON v.id = g.version WHERE a.whole = p.id),
    (SELECT count(*) FROM figure f WHERE f.facility = p.id),
    v.fetched, v.public_id, s.start_byte, s.end_byte
FROM (SELECT a.whole, g.version, g.start_byte, g.end_byte, row_number() OVER
        (PARTITION BY a.whole ORDER BY g.version, g.start_byte) AS place
    FROM part a JOIN sighting_now g ON g.facility = a.facility) s
JOIN facility p ON p.id = s.whole
JOIN version v ON v.id = s.version
WHERE s.place = 1
ORDER BY p.key = '', p.name COLLATE NOCASE, p.id;

-- name: count_range
SELECT
    (SELECT count(DISTINCT document) FROM version
        WHERE fetched >= $1 AND fetched < $2 AND change <> 'removed'),
    (SELECT count(*) FROM document
        WHERE first_read >= $1 AND first_read < $2 AND story <> id),
    (SELECT count(*) FROM version v JOIN mention_now m ON m.version = v.id
        WHERE v.fetched >= $1 AND v.fetched < $2),
    (SELECT count(*) FROM figure WHERE first_read >= $1 AND first_read < $2),
    (SELECT count(*) FROM version v JOIN claim_now c ON c.version = v.id
        WHERE v.fetched >= $1 AND v.fetched < $2),
    (SELECT count(*) FROM dispute
        WHERE state IN ('open', 'narrowed', 'reopened')),
    (SELECT count(*) FROM feed WHERE NOT paused),
    (SELECT count(*) FROM feed WHERE NOT paused AND failures > 0);

-- name: count_since
SELECT
    (SELECT count(DISTINCT document) FROM version
        WHERE id > $1 AND id <= $2 AND change <> 'removed'),
    (SELECT count(DISTINCT d.id) FROM version v
        JOIN document d ON d.id = v.document
        WHERE v.id > $1 AND v.id <= $2 AND d.story <> d.id
            AND NOT EXISTS (SELECT 1 FROM version
                WHERE document = d.id AND id <= $1)),
    (SELECT count(*) FROM mention_now WHERE version > $1 AND version <= $2),
    (SELECT count(DISTINCT fm.figure) FROM mention_now m
        JOIN figure_mention fm ON fm.mention = m.id
        WHERE m.version > $1 AND m.version <= $2
            AND NOT EXISTS (SELECT 1 FROM figure_mention o
                JOIN mention n ON n.id = o.mention
                WHERE o.figure = fm.figure AND n.version <= $1)),
    (SELECT count(*) FROM claim_now WHERE version > $1 AND version <= $2),
    (SELECT count(*) FROM dispute
        WHERE state IN ('open', 'narrowed', 'reopened')),
    (SELECT count(*) FROM feed WHERE NOT paused),
    (SELECT count(*) FROM feed WHERE NOT paused AND failures > 0);
