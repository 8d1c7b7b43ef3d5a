-- Reading.

-- name: figure_by_id
SELECT * FROM figure_shown WHERE id = $1;

-- name: figure_by_whole
SELECT * FROM figure_shown
WHERE row IN (SELECT id FROM figure
    WHERE part_of = (SELECT id FROM figure WHERE public_id = $1))
ORDER BY row;

-- Figures are listed by shelves: those of a metric, or of one at a place ($1),
-- at a facility or of an origin, in the order in which they were said, the newest
-- first. Of a shelf those are wanted that were said since a moment.
-- name: shelf_place
SELECT public_id, said FROM figure
WHERE place_path = $1 AND metric = $2 AND said >= $3
    AND ($4 OR superseded_by IS NULL)
ORDER BY said DESC, public_id LIMIT $5;

-- name: shelf_metric
SELECT public_id, said FROM figure
WHERE metric = $1 AND said >= $2 AND ($3 OR superseded_by IS NULL)
ORDER BY said DESC, public_id LIMIT $4;

-- name: shelf_facility
SELECT f.public_id, f.said FROM figure f
WHERE f.facility = $1 AND f.metric = $2 AND f.said >= $3
    AND ($4 OR f.superseded_by IS NULL)
    AND ($5 = '' OR instr(f.place_path, '/' || $5 || '/') > 0)
    AND ($6 = '' OR EXISTS (SELECT 1 FROM source o WHERE o.id = f.origin
        AND (o.key = $6 OR o.public_id = $6 OR o.name = $6 COLLATE NOCASE)))
ORDER BY f.said DESC, f.public_id LIMIT $7;

-- name: shelf_origin
SELECT public_id, said FROM figure
WHERE origin = $1 AND metric = $2 AND said >= $3
    AND ($4 OR superseded_by IS NULL)
    AND ($5 = '' OR instr(place_path, '/' || $5 || '/') > 0)
ORDER BY said DESC, public_id LIMIT $6;

-- name: shelf_place_count
SELECT count(*) FROM figure WHERE place_path = $1 AND metric = $2
    AND ($3 OR superseded_by IS NULL);

-- name: shelf_metric_count
SELECT count(*) FROM figure
WHERE metric = $1 AND ($2 OR superseded_by IS NULL);

-- name: shelf_facility_count
SELECT count(*) FROM figure f WHERE f.facility = $1 AND f.metric = $2
    AND ($3 OR f.superseded_by IS NULL)
    AND ($4 = '' OR instr(f.place_path, '/' || $4 || '/') > 0)
    AND ($5 = '' OR EXISTS (SELECT 1 FROM source o WHERE o.id = f.origin
        AND (o.key = $5 OR o.public_id = $5 OR o.name = $5 COLLATE NOCASE)));

-- name: shelf_origin_count
SELECT count(*) FROM figure WHERE origin = $1 AND metric = $2
    AND ($3 OR superseded_by IS NULL)
    AND ($4 = '' OR instr(place_path, '/' || $4 || '/') > 0);

-- The paths of a place and of what lies within, of those that have figures.
-- name: shelf_paths
WITH RECURSIVE at(path) AS (
    SELECT * FROM (SELECT path FROM counted_at ORDER BY path LIMIT 1)
    UNION ALL
    SELECT (SELECT path FROM counted_at WHERE path > at.path
        ORDER BY path LIMIT 1)
    FROM at WHERE at.path IS NOT NULL)
SELECT path FROM at
WHERE path IS NOT NULL AND instr(path, '/' || $1 || '/') > 0;

-- name: shelf_facilities
SELECT id FROM facility WHERE key = $1 AND key <> ''
UNION SELECT id FROM facility WHERE public_id = $1;

-- name: shelf_origins
SELECT id FROM source WHERE key = $1 AND key <> ''
UNION SELECT id FROM source WHERE public_id = $1
UNION SELECT id FROM source WHERE name = $1 COLLATE NOCASE AND NOT unnamed
UNION SELECT id FROM source WHERE name = $1 COLLATE NOCASE AND unnamed;

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
WHERE row IN (SELECT m.id FROM mention_called c
    CROSS JOIN mention m ON m.id = c.mention
    WHERE c.name = $1 AND m.since <= (SELECT extraction FROM in_force))
ORDER BY ended > 0, row DESC;

-- The first ones that were stored, as they were published.
-- name: mention_by_figure
SELECT * FROM mention_shown WHERE row IN (
    SELECT fm.mention FROM figure_mention fm
    WHERE fm.figure = (SELECT id FROM figure WHERE public_id = $1)
    ORDER BY fm.mention LIMIT $2)
ORDER BY iif(published = 0, fetched, published), row;

-- Those that do not say what the figure does.
-- name: mention_finding_by_figure
SELECT * FROM mention_shown WHERE row IN (
    SELECT fm.mention FROM figure_mention fm
    WHERE fm.figure = (SELECT id FROM figure WHERE public_id = $1)
        AND fm.finding <> ''
    ORDER BY fm.mention LIMIT $2)
ORDER BY iif(published = 0, fetched, published), row;

-- name: mention_bonds_by_figure
SELECT m.attributed, m.via IS NOT NULL, d.agency IS NOT NULL,
    d.story IS NOT NULL AND d.story <> d.id, d.translation_of IS NOT NULL
FROM (SELECT fm.mention FROM figure_mention fm
    WHERE fm.figure = (SELECT id FROM figure WHERE public_id = $1)
    ORDER BY fm.mention LIMIT $2) c
CROSS JOIN mention m ON m.id = c.mention
CROSS JOIN version v ON v.id = m.version
CROSS JOIN document d ON d.id = v.document;

-- name: mention_by_version
SELECT * FROM mention_shown WHERE row IN (
    SELECT m.id FROM version v JOIN mention_now m ON m.version = v.id
    WHERE v.public_id = $1)
ORDER BY row;

-- name: claim_by_id
SELECT * FROM claim_shown
WHERE row IN (SELECT id FROM claim WHERE public_id = $1
    AND since <= (SELECT extraction FROM in_force))
ORDER BY row DESC;

-- name: claim_by_figure
SELECT * FROM claim_shown WHERE row IN (
    SELECT t.claim FROM claim_target t
    WHERE t.figure = (SELECT id FROM figure WHERE public_id = $1)
    ORDER BY t.claim LIMIT $2)
ORDER BY iif(published = 0, fetched, published), row;

-- name: claim_count_by_figure
SELECT count(*) FROM figure f JOIN claim_target t ON t.figure = f.id
WHERE f.public_id = $1;

-- name: claim_by_version
SELECT * FROM claim_shown WHERE row IN (
    SELECT c.id FROM version v JOIN claim_now c ON c.version = v.id
    WHERE v.public_id = $1)
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
SELECT * FROM dispute_shown WHERE row IN (SELECT id FROM dispute
    ORDER BY state NOT IN ('open', 'narrowed', 'reopened'), opened DESC,
        id DESC LIMIT $1)
ORDER BY state NOT IN ('open', 'narrowed', 'reopened'), opened DESC, row DESC;

-- By its id, or one that it had before.
-- name: dispute_by_id
SELECT * FROM dispute_shown
WHERE row = (SELECT dispute FROM dispute_called WHERE name = $1);

-- Open ones that one of some figures, a JSON array of ids, is in.
-- name: dispute_by_figures
SELECT * FROM dispute_shown WHERE row IN (SELECT s.dispute FROM json_each($1) j
    CROSS JOIN figure f ON f.public_id = j.value
    CROSS JOIN dispute_side s ON s.figure = f.id
    CROSS JOIN dispute d ON d.id = s.dispute
    WHERE d.state IN ('open', 'narrowed', 'reopened'))
ORDER BY opened DESC, row DESC;

-- name: dispute_count
SELECT count(*), coalesce(sum(state IN ('open', 'narrowed', 'reopened')), 0)
FROM dispute;

-- What an origin has replaced stands no more, but for what is denied until the
-- origin says something that is denied, too; what closed a dispute changes
-- nothing of what it was about. Those that stand first; all claims, and of
-- figures the first $2.
-- name: side_list
WITH alive(origin) AS MATERIALIZED (
    SELECT DISTINCT s.origin FROM dispute d
    JOIN dispute_side s ON s.dispute = d.id
    WHERE d.public_id = $1 AND s.live),
all_sides AS MATERIALIZED (
    SELECT s.since, s.said, g.number_start, g.public_id, s.figure, s.claim,
        s.origin, dense_rank() OVER (ORDER BY r.since, r.said,
            b.number_start, b.public_id, s.side) - 1 AS side,
        s.live OR d.state NOT IN ('open', 'narrowed', 'reopened')
            OR (d.kind = 'denial'
                AND NOT EXISTS (SELECT 1 FROM alive WHERE origin = s.origin))
            AS stands
    FROM dispute d
    JOIN dispute_side s ON s.dispute = d.id
    LEFT JOIN dispute_side r ON r.dispute = s.dispute AND r.figure = s.side
        AND d.kind <> 'denial'
    LEFT JOIN figure b ON b.id = r.figure
    LEFT JOIN figure g ON g.id = s.figure
    WHERE d.public_id = $1),
first_sides AS (
    SELECT * FROM all_sides WHERE claim IS NOT NULL
    UNION ALL
    SELECT * FROM (SELECT * FROM all_sides WHERE figure IS NOT NULL
        ORDER BY stands DESC, side, since, said, number_start, public_id
        LIMIT $2))
SELECT s.side, coalesce(f.public_id, ''), coalesce(c.public_id, ''),
    coalesce(c.kind, ''), coalesce(t.public_id, ''), o.public_id, o.name,
    o.kind, s.stands
FROM first_sides s
LEFT JOIN figure f ON f.id = s.figure
LEFT JOIN claim c ON c.id = s.claim
LEFT JOIN version v ON v.id = c.version
LEFT JOIN document t ON t.id = v.document
JOIN source o ON o.id = s.origin
ORDER BY s.stands DESC, s.side, s.since, s.said, s.number_start, s.public_id,
    s.claim;

-- name: side_figure_count
SELECT count(figure) FROM dispute_side
WHERE dispute = (SELECT id FROM dispute WHERE public_id = $1);

-- What events are of, by rows.
-- name: event_list
SELECT id, kind, figure, claim, dispute, version, facility FROM event
WHERE at >= $1 AND at < $2 ORDER BY at DESC, id DESC;

-- name: event_since
SELECT id, kind, figure, claim, dispute, version, facility FROM event
WHERE version > $1 AND version <= $2 ORDER BY at DESC, id DESC;

-- name: event_by_row
SELECT * FROM event_shown WHERE row = $1;

-- The newest $2.
-- name: event_of_dispute
SELECT * FROM event_shown WHERE row IN (SELECT id FROM event
    WHERE dispute = (SELECT id FROM dispute WHERE public_id = $1)
    ORDER BY at DESC, id DESC LIMIT $2)
ORDER BY at, row;

-- name: event_of_dispute_count
SELECT count(*) FROM event
WHERE dispute = (SELECT id FROM dispute WHERE public_id = $1);

-- name: figure_of_id
SELECT * FROM figure_full WHERE row = (
    SELECT id FROM figure WHERE public_id = $1);

-- What an origin ($1) counts of a metric at a spot, within a month of a day.
-- name: figure_of_balance
SELECT p.* FROM figure g CROSS JOIN figure_full p ON p.row = g.id
WHERE g.origin = $1 AND g.metric = $2 AND g.spot = $3
    AND g.stands BETWEEN $4 - 31 AND $4 + 31 AND g.clock = $5
    AND g.population = $6 AND g.unit = $7
    AND g.modality IN ('occurred', 'ongoing') AND g.superseded_by IS NULL
    AND g.status NOT IN ('corrected', 'retracted')
ORDER BY abs(g.stands - $4), g.public_id LIMIT 1;

-- name: figure_parts_of
SELECT p.* FROM figure f CROSS JOIN figure g ON g.part_of = f.id
JOIN figure_full p ON p.row = g.id
WHERE f.public_id = $1 AND g.superseded_by IS NULL
    AND g.status NOT IN ('corrected', 'retracted')
ORDER BY g.id LIMIT 40;

-- name: event_of_change
SELECT * FROM event_shown
WHERE version_row = (SELECT id FROM version WHERE public_id = $1)
    AND kind IN ('silent_edit', 'correction', 'retraction', 'changed_figure',
        'origin_changed')
ORDER BY row;

-- name: version_last
SELECT max(id) FROM version;

-- Facilities that are not one with another; candidates last.
-- name: facility_list
SELECT p.id, p.public_id, p.key, p.name, p.kind, p.place, p.key = '', p.match,
    (SELECT count(*) FROM figure f WHERE f.facility = p.id)
FROM facility p
WHERE p.id NOT IN (SELECT facility FROM merged_facility)
ORDER BY p.key = '', p.name COLLATE NOCASE, p.id;

-- name: facility_by_id
SELECT p.id, p.public_id, p.key, p.name, p.kind, p.place, p.key = '', p.match,
    (SELECT count(*) FROM figure f WHERE f.facility = p.id)
FROM facility p
WHERE p.public_id = $1 AND p.id NOT IN (SELECT facility FROM merged_facility);

-- Where one was seen, or what is one with it.
-- The document of a version is for good, whatever day is looked at.
-- name: sighting_of_facility
SELECT g.version, v.document, g.start_byte, g.end_byte, g.surface
FROM sighting_now g
CROSS JOIN main.version v INDEXED BY version_of ON v.id = g.version
WHERE g.facility IN (SELECT $1
    UNION SELECT facility FROM merged_facility WHERE target = $1);

-- name: version_first_read
SELECT public_id, fetched FROM version WHERE id = $1;

-- name: facility_candidates
SELECT public_id, name FROM facility p
WHERE key = '' AND id NOT IN (SELECT facility FROM merged_facility)
    AND EXISTS (SELECT 1 FROM sighting_now WHERE facility = p.id)
ORDER BY name COLLATE NOCASE, id;

-- name: count_range
SELECT
    (SELECT count(DISTINCT document) FROM version
        WHERE fetched >= $1 AND fetched < $2 AND change <> 'removed'),
    (SELECT count(*) FROM version v JOIN document d ON d.id = v.document
        WHERE v.fetched >= $1 AND v.fetched < $2 AND v.change = 'first'
            AND d.story <> d.id),
    (SELECT count(*) FROM version v JOIN mention_now m ON m.version = v.id
        WHERE v.fetched >= $1 AND v.fetched < $2),
    (SELECT count(*) FROM figure WHERE first_read >= $1 AND first_read < $2),
    (SELECT count(*) FROM version v JOIN claim_now c ON c.version = v.id
        WHERE v.fetched >= $1 AND v.fetched < $2),
    (SELECT count(*) FROM dispute
        WHERE state IN ('open', 'narrowed', 'reopened')),
    (SELECT count(*) FROM feed WHERE NOT paused),
    (SELECT count(*) FROM feed WHERE NOT paused AND reason <> '');

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
    (SELECT count(*) FROM (SELECT DISTINCT fm.figure FROM mention_now m
            JOIN figure_mention fm ON fm.mention = m.id
            WHERE m.version > $1 AND m.version <= $2) w
        WHERE NOT EXISTS (SELECT 1 FROM figure_mention o
            JOIN mention n ON n.id = o.mention
            WHERE o.figure = w.figure AND n.version <= $1)),
    (SELECT count(*) FROM claim_now WHERE version > $1 AND version <= $2),
    (SELECT count(*) FROM dispute
        WHERE state IN ('open', 'narrowed', 'reopened')),
    (SELECT count(*) FROM feed WHERE NOT paused),
    (SELECT count(*) FROM feed WHERE NOT paused AND reason <> '');
