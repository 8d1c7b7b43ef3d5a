-- Deriving figures, relations, disputes and events.

-- name: work_version
SELECT v.document, coalesce(d.story, d.id), v.fetched, v.change,
    v.published, v.published_precision, coalesce((SELECT max(id) FROM version
        WHERE document = v.document AND id < v.id), 0)
FROM version v JOIN document d ON d.id = v.document WHERE v.id = $1;

-- name: work_mentions
SELECT m.id, coalesce(m.part_of, 0), m.polarity,
    coalesce((SELECT figure FROM figure_mention WHERE mention = m.id), 0),
    m.origin, m.attributed, o.unnamed, o.root, o.name, o.kind, m.metric,
    m.population, iif(m.place = '', coalesce(p.place, ''), m.place),
    coalesce(m.facility, 0), coalesce(p.name, ''), m.unit, m.measure,
    m.modality, m.basis, m.value_low, m.value_high, m.qualifier,
    m.period_start, m.period_end, m.as_of, m.base, m.surface
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

-- name: rebuild_versions
SELECT id FROM version ORDER BY id;

-- name: rebuild_event
DELETE FROM event;

-- name: rebuild_claim_target
DELETE FROM claim_target;

-- name: rebuild_dispute_history
DELETE FROM dispute_history;

-- name: rebuild_dispute_side
DELETE FROM dispute_side;

-- name: rebuild_dispute
DELETE FROM dispute;

-- name: rebuild_relation
DELETE FROM relation;

-- name: rebuild_figure_mention
DELETE FROM figure_mention;

-- name: rebuild_unlink
UPDATE figure SET part_of = NULL, superseded_by = NULL
WHERE part_of IS NOT NULL OR superseded_by IS NOT NULL;

-- name: rebuild_figure
DELETE FROM figure;

-- name: figure_keys
SELECT s.public_id, coalesce(p.public_id, '')
FROM source s LEFT JOIN facility p ON s.id = $1 AND p.id = $2
WHERE s.id = $1;
