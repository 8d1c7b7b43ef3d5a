-- Decisions of analysts.

-- name: decision_last
SELECT coalesce(max(id), 0) FROM decision;

-- name: decision_last_stored
SELECT coalesce(max(id), 0) FROM main.decision;

-- name: decision_add
INSERT INTO decision (public_id, kind, target, other, value, who, at, why,
    anchor, version, undoes)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9,
    (SELECT coalesce(max(id), 0) FROM version),
    (SELECT id FROM decision WHERE public_id = $10);

-- name: decision_find
SELECT * FROM decision_shown WHERE id = $1;

-- Of a dispute also those that were made when it had another id.
-- name: decision_all
SELECT * FROM decision_shown
WHERE $1 = '' OR target = $1 OR other = $1
    OR (SELECT dispute FROM dispute_called WHERE name = target)
        = (SELECT dispute FROM dispute_called WHERE name = $1)
ORDER BY row DESC;

-- name: decision_since
SELECT * FROM decision_shown WHERE row > $1 AND row <= $2 ORDER BY row DESC;

-- name: decision_between
SELECT * FROM decision_shown WHERE at >= $1 AND at < $2 ORDER BY row DESC;

-- name: decisions_shaping
SELECT kind, target, other, value, anchor FROM decision_in_force
WHERE kind IN ('merge', 'split', 'correct', 'discard') ORDER BY id;

-- A merge into what is merged itself leads there at once.
-- name: shape_merge_source
INSERT INTO merged_source (source, target)
SELECT a.id, coalesce(t.target, b.id)
FROM source a JOIN source b
LEFT JOIN merged_source t ON t.source = b.id
WHERE a.public_id = $1 AND b.public_id = $2 AND a.id <> coalesce(t.target, b.id)
ON CONFLICT (source) DO UPDATE SET target = excluded.target;

-- name: shape_follow_source
UPDATE merged_source SET target = (SELECT t.target FROM merged_source t
    JOIN source a ON a.id = t.source WHERE a.public_id = $1)
WHERE target = (SELECT id FROM source WHERE public_id = $1);

-- name: shape_merge_facility
INSERT INTO merged_facility (facility, target)
SELECT a.id, coalesce(t.target, b.id)
FROM facility a JOIN facility b
LEFT JOIN merged_facility t ON t.facility = b.id
WHERE a.public_id = $1 AND b.public_id = $2 AND a.id <> coalesce(t.target, b.id)
ON CONFLICT (facility) DO UPDATE SET target = excluded.target;

-- name: shape_follow_facility
UPDATE merged_facility SET target = (SELECT t.target FROM merged_facility t
    JOIN facility a ON a.id = t.facility WHERE a.public_id = $1)
WHERE target = (SELECT id FROM facility WHERE public_id = $1);

-- A mention by its id; or by its words, when it is read otherwise by now.
-- name: anchored_mention
SELECT m.id FROM mention_called c JOIN mention_now m ON m.id = c.mention
WHERE c.name = $1
UNION ALL
SELECT m.id FROM version v JOIN mention_now m ON m.version = v.id
WHERE v.public_id = $2 AND m.number_start = $3 AND m.number_end = $4
LIMIT 1;

-- name: anchored_claim
SELECT id FROM claim_now WHERE public_id = $1
UNION ALL
SELECT c.id FROM version v JOIN claim_now c ON c.version = v.id
WHERE v.public_id = $2 AND c.content_start = $3 AND c.content_end = $4
LIMIT 1;

-- name: anchored_figure
SELECT figure FROM figure_mention WHERE mention = $1;

-- name: anchored_dispute
SELECT min(d.id) FROM dispute_side s JOIN dispute d ON d.id = s.dispute
WHERE s.figure = $1 AND d.kind = $2;

-- name: shape_amend
INSERT INTO amended (mention, discarded, origin, facility, changes)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (mention) DO UPDATE SET
    discarded = max(discarded, excluded.discarded),
    origin = coalesce(excluded.origin, origin),
    facility = coalesce(excluded.facility, facility),
    changes = changes || excluded.changes;

-- name: period_of_mention
SELECT m.period_start, m.period_end, coalesce(x.changes, '')
FROM mention_called c
JOIN mention_now m ON m.id = c.mention
LEFT JOIN amended x ON x.mention = m.id
WHERE c.name = $1;

-- name: shape_discard_claim
INSERT INTO discarded_claim (claim) VALUES ($1) ON CONFLICT DO NOTHING;

-- Those that were made between a version and the next one.
-- name: decisions_after
SELECT d.id, d.at, coalesce(u.kind, d.kind), coalesce(u.target, d.target),
    coalesce(u.value, d.value), coalesce(u.anchor, d.anchor)
FROM decision d LEFT JOIN decision u ON u.id = d.undoes
WHERE d.version = $1 AND d.id > $2 ORDER BY d.id;

-- name: decision_row
SELECT id FROM decision WHERE public_id = $1;

-- The last word on a figure or dispute, as of a decision.
-- name: verdict_of
SELECT d.id, d.kind, d.who, d.why FROM decision d
WHERE (d.target = $1 OR (SELECT dispute FROM dispute_called
        WHERE name = d.target)
        = (SELECT dispute FROM dispute_called WHERE name = $1))
    AND d.id <= $2 AND d.kind IN ('prefer', 'deprecate',
        'resolve', 'explain', 'suspend', 'reopen')
    AND NOT EXISTS (SELECT 1 FROM decision
        WHERE undoes = d.id AND id <= $2)
ORDER BY d.id DESC LIMIT 1;

-- name: figure_set_rank
UPDATE figure SET rank = $1, rank_reason = $2 WHERE id = $3;

-- name: dispute_find
SELECT id FROM dispute WHERE public_id = $1;

-- name: dispute_by_name
SELECT dispute FROM dispute_called WHERE name = $1 LIMIT 1;

-- name: dispute_id_of
SELECT public_id FROM dispute
WHERE id = (SELECT dispute FROM dispute_called WHERE name = $1);

-- name: dispute_hold
UPDATE dispute SET state = $1, decision = $2, reopened = $3 WHERE id = $4;

-- name: dispute_standing
SELECT kind, state, cause, gap_low, gap_high, corrected, decision,
    reopened
FROM dispute WHERE id = $1;

-- By which words is a thing found again?
-- name: anchor_of_mention
SELECT v.public_id, m.number_start, m.number_end, '' FROM mention_called c
JOIN mention_now m ON m.id = c.mention
JOIN version v ON v.id = m.version WHERE c.name = $1;

-- name: anchor_of_claim
SELECT v.public_id, c.content_start, c.content_end, '' FROM claim_now c
JOIN version v ON v.id = c.version WHERE c.public_id = $1;

-- name: anchor_of_figure
SELECT v.public_id, m.number_start, m.number_end, '' FROM figure f
JOIN mention m ON m.id = f.best
JOIN version v ON v.id = m.version WHERE f.public_id = $1;

-- name: anchor_of_dispute
SELECT v.public_id, m.number_start, m.number_end, d.kind FROM dispute d
JOIN figure f ON f.id = d.figure
JOIN mention m ON m.id = f.best
JOIN version v ON v.id = m.version
WHERE d.id = (SELECT dispute FROM dispute_called WHERE name = $1);

-- name: there_source
SELECT count(*) FROM source WHERE public_id = $1;

-- name: there_facility
SELECT count(*) FROM facility WHERE public_id = $1;

-- name: there_document
SELECT count(*) FROM document WHERE public_id = $1;

-- name: there_version
SELECT count(*) FROM version WHERE public_id = $1;

-- name: source_merged_into
SELECT b.public_id FROM source a
JOIN merged_source t ON t.source = a.id
JOIN source b ON b.id = t.target WHERE a.public_id = $1;

-- name: facility_merged_into
SELECT b.public_id FROM facility a
JOIN merged_facility t ON t.facility = a.id
JOIN facility b ON b.id = t.target WHERE a.public_id = $1;

-- name: source_named
SELECT public_id FROM source
WHERE name = $1 COLLATE NOCASE AND NOT unnamed ORDER BY id LIMIT 1;

-- name: facility_named
SELECT public_id FROM facility
WHERE name = $1 COLLATE NOCASE ORDER BY id LIMIT 1;

-- name: name_of_id
SELECT name FROM source WHERE public_id = $1
UNION ALL SELECT name FROM facility WHERE public_id = $1;

-- name: source_public_id
SELECT public_id FROM source WHERE id = $1;

-- name: facility_public_id
SELECT public_id FROM facility WHERE id = $1;

-- Decisions about what is no more, also not in other words.
-- name: decision_pointless
SELECT d.* FROM decision_shown d JOIN decision_in_force f ON f.id = d.row
WHERE NOT EXISTS (SELECT 1 FROM version v
        JOIN mention_now m ON m.version = v.id AND m.public_id = f.target
        WHERE v.public_id >= 'v' || substr(f.target, 2, 4)
            AND v.public_id < 'v' || substr(f.target, 2, 4) || '~')
    AND NOT EXISTS (SELECT 1 FROM mention_now
        WHERE length(public_id) < 13 AND public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM claim_now WHERE public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM figure WHERE public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM dispute_called WHERE name = f.target)
    AND NOT EXISTS (SELECT 1 FROM source WHERE public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM facility WHERE public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM document WHERE public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM version WHERE public_id = f.target)
    AND NOT EXISTS (SELECT 1 FROM version v
        JOIN mention_now m ON m.version = v.id
        WHERE f.anchor = v.public_id || ':' || m.number_start || '-'
            || m.number_end AND v.public_id = substr(f.anchor, 1,
            instr(f.anchor, ':') - 1))
ORDER BY d.row DESC;

-- Facilities that only texts know, and nobody has decided on; those with
-- most figures first. Documents are counted for those that are shown.
-- name: queue_facility
WITH first_ones AS MATERIALIZED (
    SELECT p.*, (SELECT count(*) FROM figure WHERE facility = p.id) AS n
    FROM facility p
    WHERE p.key = ''
        AND EXISTS (SELECT 1 FROM sighting_now WHERE facility = p.id)
        AND p.id NOT IN (SELECT facility FROM merged_facility)
        AND NOT EXISTS (SELECT 1 FROM decision_in_force
            WHERE kind = 'confirm' AND target = p.public_id)
    ORDER BY n DESC, p.id LIMIT $1)
SELECT p.public_id, p.name, p.kind, p.match, p.n,
    (SELECT count(DISTINCT v.document) FROM sighting_now g
        JOIN version v ON v.id = g.version WHERE g.facility = p.id)
FROM first_ones p ORDER BY p.n DESC, p.id;

-- name: queue_source
WITH first_ones AS MATERIALIZED (
    SELECT s.*, f.n
    FROM (SELECT origin, count(*) AS n FROM figure
        WHERE attributed GROUP BY origin) f
    JOIN source s ON s.id = f.origin
    WHERE s.key = '' AND NOT s.unnamed
        AND NOT EXISTS (SELECT 1 FROM decision_in_force
            WHERE kind = 'confirm' AND target = s.public_id)
    ORDER BY f.n DESC, s.id LIMIT $1)
SELECT s.public_id, s.name, s.kind, '', s.n,
    (SELECT count(DISTINCT v.document) FROM figure f
        JOIN mention m ON m.id = f.best
        JOIN version v ON v.id = m.version
        WHERE f.origin = s.id AND f.attributed)
FROM first_ones s ORDER BY s.n DESC, s.id;
