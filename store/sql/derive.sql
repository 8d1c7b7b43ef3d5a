-- Deriving figures, relations, disputes and events.

-- The version before is that which was read at the same address, if there is
-- one: what a page for phones leaves out was not taken out.
-- name: work_version
SELECT v.document, coalesce(d.story, d.id), v.fetched, v.change,
    v.published, v.published_precision, coalesce((SELECT max(id) FROM version
        WHERE document = v.document AND id < v.id AND change <> 'removed'
            AND read_at = v.read_at),
        (SELECT max(id) FROM version
            WHERE document = v.document AND id < v.id
                AND change <> 'removed'), 0),
    v.note, coalesce((SELECT max(id) FROM version
        WHERE document = iif(d.story <> d.id, d.story, d.translation_of)
            AND id < v.id AND change <> 'removed'), 0)
FROM version v JOIN document d ON d.id = v.document WHERE v.id = $1;

-- name: work_mentions
SELECT m.id, coalesce(m.part_of, 0), m.polarity,
    coalesce((SELECT figure FROM figure_mention WHERE mention = m.id), 0),
    m.origin, m.attributed, o.unnamed, o.root, o.name, o.kind, m.metric,
    m.population, iif(coalesce(p.place, '') <> '', p.place, m.place),
    coalesce(m.facility, 0), coalesce(p.name, ''), m.unit, m.measure,
    m.modality, m.basis, m.value_low, m.value_high, m.qualifier,
    m.period_start, m.period_end, m.as_of, m.base, m.surface, m.number_start
FROM mention m
JOIN source o ON o.id = m.origin
LEFT JOIN facility p ON p.id = m.facility
WHERE m.version = $1
ORDER BY m.id;

-- name: figure_find
SELECT id FROM figure WHERE public_id = $1;

-- name: figure_load
SELECT * FROM figure_full WHERE row = $1;

-- name: figure_add
INSERT INTO figure (public_id, origin, attributed, metric, family, unit,
    measure, modality, basis, population, place, place_path, facility,
    value_low, value_high, qualifier, stated, period_start, period_end, as_of,
    base, status, first_read, said, said_precision, best)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17, $18, $19, $20, $21, 'reported', $22, $23, $24, $25);

-- name: figure_mention_add
INSERT INTO figure_mention (mention, figure, finding) VALUES ($1, $2, $3);

-- name: figure_count
UPDATE figure SET
    (n_mentions, n_publishers) = (
        SELECT count(*), count(DISTINCT d.publisher)
        FROM figure_mention fm
        JOIN mention m ON m.id = fm.mention
        JOIN version v ON v.id = m.version
        JOIN document d ON d.id = v.document
        WHERE fm.figure = $1)
WHERE id = $1;

-- name: figure_set_part_of
UPDATE figure SET part_of = $1 WHERE id = $2 AND id <> $1;

-- name: event_add
INSERT INTO event (at, kind, figure, other, claim, dispute, version, facility,
    words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: figure_keys
SELECT s.public_id, coalesce(p.public_id, '')
FROM source s LEFT JOIN facility p ON s.id = $1 AND p.id = $2
WHERE s.id = $1;

-- What an origin has said of a metric, the newest first; a repeated figure is
-- among its latest.
-- name: figure_series
SELECT * FROM figure_full
WHERE origin = $1 AND metric = $2 AND unit = $3 ORDER BY row DESC LIMIT 200;

-- name: figure_refine
UPDATE figure SET measure = $1, basis = $2, population = $3, place = $4,
    place_path = $5, facility = $6, value_low = $7, value_high = $8,
    qualifier = $9, stated = $10, period_start = $11, period_end = $12,
    as_of = $13, base = $14, best = $15
WHERE id = $16;

-- name: figure_said_first
UPDATE figure SET said = $1, said_precision = $2, best = coalesce($3, best)
WHERE id = $4 AND $1 < said;

-- name: mention_finding
UPDATE figure_mention SET finding = $1 WHERE mention = $2 AND finding = '';

-- name: figure_supersede
UPDATE figure SET superseded_by = $1, superseded_how = $2,
    status = iif($3 = '', status, $3)
WHERE id = $4;

-- Does what replaced a figure lead to another one?
-- name: figure_leads_to
WITH RECURSIVE later(id) AS (
    SELECT superseded_by FROM figure WHERE id = $1
    UNION
    SELECT f.superseded_by FROM later JOIN figure f ON f.id = later.id)
SELECT count(*) FROM later WHERE id = $2;

-- name: figure_revive
UPDATE figure SET superseded_by = NULL, superseded_how = '',
    status = iif(status = 'corrected', 'reported', status)
WHERE id = $1;

-- name: denial_told
SELECT count(*) FROM event e JOIN claim c ON c.id = e.claim
WHERE e.version = $1 AND e.kind = 'denial' AND e.figure = $2
    AND c.origin = $3;

-- Is a figure still stated by another document, in its version that was the
-- newest when this one was read?
-- name: figure_elsewhere
SELECT count(*) FROM figure_mention fm
JOIN mention m ON m.id = fm.mention
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
WHERE fm.figure = $1 AND coalesce(d.story, d.id) <> $2
    AND v.id = (SELECT max(id) FROM version
        WHERE document = v.document AND id <= $3);

-- Figures to compare with: what nothing has replaced, the newest first, and
-- no more of each kind than a person could look through.
-- name: figure_at_facility
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM figure
    WHERE facility = $1 AND family = $2 AND superseded_by IS NULL
        AND status NOT IN ('corrected', 'retracted')
    ORDER BY id DESC LIMIT 200)
ORDER BY row;

-- name: figure_at_place
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM figure
    WHERE place_path = $1 AND family = $2 AND facility IS NULL
        AND superseded_by IS NULL
        AND status NOT IN ('corrected', 'retracted')
    ORDER BY id DESC LIMIT 200)
ORDER BY row;

-- name: figure_above
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM (
        SELECT id, stated, status FROM figure
        WHERE family = $1 AND place_path >= $2
            AND place_path < substr($2, 1, length($2) - 1) || '0' -- after '/'
            AND superseded_by IS NULL
        LIMIT 5000)
    WHERE stated > $3 AND status NOT IN ('corrected', 'retracted')
    ORDER BY stated DESC LIMIT 100)
ORDER BY row;

-- name: figure_stated
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM figure
    WHERE stated = $1 AND stated >= 1000 AND superseded_by IS NULL
        AND (family <> $2 OR metric <> family)
        AND status NOT IN ('corrected', 'retracted')
    ORDER BY id DESC LIMIT 100)
ORDER BY row;

-- name: figures_together
SELECT count(*) FROM figure_mention x
JOIN mention a ON a.id = x.mention
JOIN mention b ON b.version = a.version
JOIN figure_mention y ON y.mention = b.id
WHERE x.figure = $1 AND y.figure = $2;

-- name: relation_put
INSERT INTO relation (figure, other, kind, reason) VALUES ($1, $2, $3, $4)
ON CONFLICT (figure, other) DO UPDATE SET
    kind = excluded.kind, reason = excluded.reason;

-- name: dispute_add
INSERT INTO dispute (public_id, kind, cause, state, figure, reason, since,
    since_precision, opened)
VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8);

-- The pair that opened a dispute is worded anew when one of the two says more.
-- name: dispute_reword
UPDATE dispute SET reason = $1 WHERE id = $2 AND public_id = $3;

-- name: dispute_history_add
INSERT INTO dispute_history (dispute, at, state, reason)
VALUES ($1, $2, $3, $4);

-- name: dispute_side_add
INSERT INTO dispute_side (dispute, side, figure, claim)
VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING;

-- The side of a figure: where one of its origin is, or one that agrees.
-- name: dispute_side_for
SELECT coalesce(
    (SELECT min(s.side) FROM dispute_side s JOIN figure f ON f.id = s.figure
        WHERE s.dispute = $1 AND (f.id = $2 OR f.origin = $3)),
    (SELECT min(s.side) FROM dispute_side s
        JOIN relation r ON r.figure = min(s.figure, $2)
            AND r.other = max(s.figure, $2)
        WHERE s.dispute = $1 AND r.kind IN ('agree', 're_report')),
    (SELECT max(side) + 1 FROM dispute_side WHERE dispute = $1),
    0);

-- The dispute in which one of two figures is, or what it replaced.
-- name: dispute_of_figures
SELECT min(id) FROM dispute WHERE kind = $1 AND id IN (
    SELECT dispute FROM dispute_side WHERE figure IN ($2, $3)
    UNION
    SELECT s.dispute FROM figure f JOIN dispute_side s ON s.figure = f.id
    WHERE f.superseded_by IN ($2, $3));

-- The denials of a store are fewer than the figures of an origin.
-- name: dispute_of_denier
SELECT min(+d.id) FROM dispute d
CROSS JOIN figure f ON f.id = d.figure
CROSS JOIN dispute_side s ON s.dispute = d.id
CROSS JOIN claim c ON c.id = s.claim
WHERE d.kind = 'denial' AND c.origin = $1 AND f.origin = $2
    AND (coalesce(f.facility, 0) = $3
        OR $3 = 0 AND (substr(f.place_path, 1, length($4)) = $4
            OR substr($4, 1, length(f.place_path)) = f.place_path));

-- name: dispute_denied_before
SELECT max(+d.id) FROM dispute d
CROSS JOIN figure f ON f.id = d.figure
CROSS JOIN source o ON o.id = f.origin
CROSS JOIN dispute_side s ON s.dispute = d.id
CROSS JOIN claim c ON c.id = s.claim
WHERE d.kind = 'denial' AND c.origin = $1 AND o.name = $2 COLLATE NOCASE;

-- name: dispute_figures
SELECT s.side, f.* FROM dispute_side s JOIN figure_full f ON f.row = s.figure
WHERE s.dispute = $1 ORDER BY s.side, f.row;

-- Does anything on one side still conflict with something on another? For a
-- denial: is what was denied still said?
-- name: dispute_conflicts
SELECT iif($1 = 'denial',
    EXISTS (SELECT 1 FROM dispute_side x JOIN figure f ON f.id = x.figure
        WHERE x.dispute = $2 AND f.status NOT IN ('corrected', 'retracted')),
    EXISTS (SELECT 1 FROM dispute_side x
        JOIN figure f ON f.id = x.figure
        JOIN relation r ON r.figure = x.figure
        JOIN dispute_side y ON y.dispute = x.dispute AND y.figure = r.other
            AND y.side <> x.side
        JOIN figure g ON g.id = y.figure
        WHERE x.dispute = $2 AND r.kind = $1 AND f.superseded_by IS NULL
            AND g.superseded_by IS NULL));

-- name: dispute_set
UPDATE dispute SET state = $1, gap_low = $2, gap_high = $3 WHERE id = $4;

-- name: dispute_touched
SELECT d.id, d.kind, d.state, d.gap_low, d.gap_high
FROM dispute_side s JOIN dispute d ON d.id = s.dispute
WHERE s.figure = $1 ORDER BY d.id;

-- name: work_claims
SELECT c.id, c.public_id, c.kind, c.origin, o.public_id, o.name, o.kind,
    coalesce(c.target, 0), c.target_origin, coalesce(c.facility, 0), c.place,
    coalesce(m.metric, ''), coalesce(m.value_high, m.value_low),
    c.content_start
FROM claim c
JOIN source o ON o.id = c.origin
LEFT JOIN mention m ON m.id = c.target
WHERE c.version = $1 ORDER BY c.id;

-- Denials of a number that nobody had given when they were read.
-- name: denials_waiting
SELECT c.id, c.public_id, c.kind, c.origin, o.public_id, o.name, o.kind,
    c.target, c.target_origin, coalesce(c.facility, 0), c.place, m.metric,
    coalesce(m.value_high, m.value_low), c.content_start
FROM mention m
JOIN claim c ON c.target = m.id
JOIN source o ON o.id = c.origin
WHERE m.polarity <> 'affirmed' AND m.metric = $1
    AND coalesce(m.value_high, m.value_low) = $2 AND c.origin <> $3
    AND c.kind IN ('denial', 'doubt')
    AND NOT EXISTS (SELECT 1 FROM claim_target t WHERE t.claim = c.id)
ORDER BY c.id LIMIT 20;

-- name: claim_target_add
INSERT INTO claim_target (claim, figure) VALUES ($1, $2)
ON CONFLICT DO NOTHING;

-- name: figure_denied
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM figure
    WHERE stated = $1 AND metric = $2 AND origin <> $3
    ORDER BY id DESC LIMIT 20)
ORDER BY row;

-- name: figure_of_origin_at
SELECT * FROM figure_full WHERE row IN (
    SELECT id FROM (
        SELECT f.id FROM source o CROSS JOIN figure f ON f.origin = o.id
        WHERE o.name = $1 COLLATE NOCASE AND f.superseded_by IS NULL
            AND f.facility = $2 AND f.origin <> $3
        UNION
        SELECT f.id FROM source o CROSS JOIN figure f ON f.origin = o.id
        WHERE o.name = $1 COLLATE NOCASE AND f.superseded_by IS NULL
            AND $2 = 0 AND f.place = $4 AND f.origin <> $3)
    ORDER BY id DESC LIMIT 20)
ORDER BY row;

-- Independent origins are those of other owners. Who is unnamed, or is only
-- the publisher, supports nobody.
-- The + keeps to the figure's own relations: those that agree are many.
-- name: figure_grounds
SELECT
    (SELECT count(DISTINCT root) FROM (
        SELECT o.root FROM source o WHERE o.id = f.origin
        UNION SELECT o.root FROM relation r
            JOIN figure g ON g.id = iif(r.figure = f.id, r.other, r.figure)
            JOIN source o ON o.id = g.origin
            WHERE (r.figure = f.id OR r.other = f.id) AND +r.kind = 'agree'
                AND g.attributed AND NOT o.unnamed
                AND g.status NOT IN ('corrected', 'retracted'))),
    (SELECT count(*) FROM (
        SELECT o.party FROM source o WHERE o.id = f.origin
        UNION ALL SELECT o.party FROM relation r
            JOIN figure g ON g.id = iif(r.figure = f.id, r.other, r.figure)
            JOIN source o ON o.id = g.origin
            WHERE (r.figure = f.id OR r.other = f.id) AND +r.kind = 'agree'
                AND g.attributed AND NOT o.unnamed) WHERE party = ''),
    EXISTS (SELECT 1 FROM dispute_side s JOIN dispute d ON d.id = s.dispute
        WHERE s.figure = f.id AND d.kind IN ('contradiction', 'denial')
            AND d.state IN ('open', 'narrowed', 'reopened')),
    EXISTS (SELECT 1 FROM claim_target t JOIN claim c ON c.id = t.claim
        WHERE t.figure = f.id AND c.kind = 'concession'
            AND c.origin = f.origin),
    f.status IN ('corrected', 'retracted', 'discounted'),
    f.attributed AND NOT (SELECT unnamed FROM source WHERE id = f.origin),
    f.status, f.n_origins
FROM figure f WHERE f.id = $1;

-- name: figure_set_status
UPDATE figure SET status = $1, n_origins = $2 WHERE id = $3;

-- Facilities that nobody knew before this version.
-- name: facility_new
SELECT p.id, p.name, p.match, min(g.start_byte) FROM sighting g
JOIN facility p ON p.id = g.facility
WHERE g.version = $1 AND p.key = '' AND NOT EXISTS (SELECT 1 FROM sighting
    WHERE facility = p.id AND version < $1)
GROUP BY p.id ORDER BY p.id;
