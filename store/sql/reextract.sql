-- Reading stored texts again.

-- name: extraction_add
INSERT INTO extraction (id, extractor, at, who, appeared, vanished, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: in_force_set
UPDATE in_force SET extraction = $1;

-- What a run that did not come to its end has left: nobody has seen it.
-- name: reextract_forget_claims
DELETE FROM claim WHERE since > $1;

-- name: reextract_forget_parts
UPDATE mention SET part_of = NULL WHERE since > $1 AND part_of IS NOT NULL;

-- name: reextract_forget_mentions
DELETE FROM mention WHERE since > $1;

-- name: reextract_forget_sightings
DELETE FROM sighting WHERE since > $1;

-- name: reextract_keep_mentions
UPDATE mention SET until = NULL WHERE until > $1;

-- name: reextract_keep_claims
UPDATE claim SET until = NULL WHERE until > $1;

-- name: reextract_keep_sightings
UPDATE sighting SET until = NULL WHERE until > $1;

-- name: reextract_version
SELECT v.id, v.document, d.public_id
FROM version v JOIN document d ON d.id = v.document WHERE v.public_id = $1;

-- A mention of a version in all that is read into it, in a form that can be
-- compared: as it is in force (1), and as it was read now (0). What is of the
-- same number, metric and group is the same one.
-- name: reextract_mentions
SELECT m.public_id, m.since <> $1,
    json_array(m.number_start, m.number_end, m.metric, m.population),
    m.surface,
    json_array(m.number_start, m.number_end, m.surface_start, m.surface_end,
        m.quote_start, m.quote_end, m.cue_start, m.cue_end),
    json_array(m.value_low, m.value_high, m.qualifier), m.counted, m.term,
    m.metric, m.population, m.unit, m.measure, m.modality, m.polarity,
    m.basis, m.speech, coalesce(p.name, ''), m.place, m.period_start,
    m.period_end, m.as_of, m.base,
    iif(m.attributed, o.name, '') || iif(o.unnamed, ' (unnamed)', ''),
    coalesce(x.name, ''),
    coalesce(w.surface || ' (at ' || w.number_start || ')', ''), m.confidence,
    json_array(m.origin, m.via, m.facility), m.id
FROM mention m
JOIN source o ON o.id = m.origin
LEFT JOIN source x ON x.id = m.via
LEFT JOIN facility p ON p.id = m.facility
LEFT JOIN mention w ON w.id = m.part_of
WHERE m.version = $2 AND (m.since = $1
    OR m.since < $1 AND (m.until IS NULL OR m.until > $1 - 1))
ORDER BY m.number_start, m.id;

-- name: reextract_claims
SELECT c.public_id, c.since <> $1,
    json_array(c.content_start, c.content_end, c.kind, o.name),
    c.content, c.kind, o.name, c.cue,
    coalesce(w.surface || ' (at ' || w.number_start || ')', ''),
    c.target_origin, coalesce(p.name, ''), c.place,
    c.said_on, json_array(c.origin, c.attributed, c.cue_start, c.cue_end,
        c.content_start, c.content_end, c.facility), c.id
FROM claim c
JOIN source o ON o.id = c.origin
LEFT JOIN mention w ON w.id = c.target
LEFT JOIN facility p ON p.id = c.facility
WHERE c.version = $2 AND (c.since = $1
    OR c.since < $1 AND (c.until IS NULL OR c.until > $1 - 1))
ORDER BY c.content_start, c.id;

-- A row that says what one in force says is that one.
-- name: reextract_same_part
UPDATE mention SET part_of = $1 WHERE part_of = $2
    AND version = (SELECT version FROM mention WHERE id = $2);

-- name: reextract_same_target
UPDATE claim SET target = $1 WHERE target = $2;

-- It has the id that it had.
-- name: reextract_name_mention
UPDATE mention SET public_id = $1 WHERE id = $2 AND public_id <> $1;

-- name: reextract_name_claim
UPDATE claim SET public_id = $1 WHERE id = $2 AND public_id <> $1;

-- name: reextract_drop_mention
DELETE FROM mention WHERE id = $1;

-- name: reextract_drop_claim
DELETE FROM claim WHERE id = $1;

-- name: reextract_end_mention
UPDATE mention SET until = $1 WHERE id = $2;

-- name: reextract_end_claim
UPDATE claim SET until = $1 WHERE id = $2;

-- name: reextract_drop_sightings
DELETE FROM sighting WHERE version = $1 AND since = $2 AND EXISTS (
    SELECT 1 FROM sighting o WHERE o.facility = sighting.facility
        AND o.version = $1 AND o.start_byte = sighting.start_byte
        AND o.end_byte = sighting.end_byte AND o.since < $2
        AND o.until IS NULL);

-- name: reextract_end_sightings
UPDATE sighting SET until = $1 WHERE version = $2 AND since < $1
    AND until IS NULL AND (facility, start_byte, end_byte) NOT IN (
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($3));

-- name: reextract_sightings
SELECT json_group_array(json_array(facility, start_byte, end_byte))
FROM sighting WHERE version = $1 AND since = $2;
