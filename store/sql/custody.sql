-- The custody log. What an entry is about, as lines: nothing that is written
-- again later is in them.

-- name: custody_last
SELECT link FROM custody ORDER BY id DESC LIMIT 1;

-- name: custody_end
SELECT id, link FROM custody ORDER BY id DESC LIMIT 1;

-- name: custody_holds
SELECT count(*) FROM custody WHERE id = $1 AND link = $2;

-- name: custody_add
INSERT INTO custody (kind, subject, at, link) VALUES ($1, $2, $3, $4);

-- name: custody_after
SELECT id, kind, subject, at, link FROM custody WHERE id > $1
ORDER BY id LIMIT $2;

-- name: custody_version
SELECT json_array(v.public_id, d.public_id, d.address, v.change, v.note,
    v.fetched, v.published, v.modified, v.status, v.lang, v.title, v.author,
    v.raw_sha256, v.raw_size, v.text_sha256, v.archive, v.archive_offset,
    v.archive_length, v.extractor, v.read_at, d.publisher)
FROM version v JOIN document d ON d.id = v.document WHERE v.id = $1;

-- What was read into it when it was stored.
-- name: custody_version_mentions
SELECT json_array(public_id, number_start, number_end, surface_start,
    surface_end, quote_start, quote_end, cue_start, cue_end, value_low,
    value_high, qualifier, counted, term, metric, population, unit, measure,
    modality, polarity, basis, speech, facility, place, period_start,
    period_end, as_of, base, origin, attributed, via, part_of, confidence,
    extractor)
FROM mention WHERE version = $1
    AND since = (SELECT min(since) FROM mention WHERE version = $1)
ORDER BY id;

-- name: custody_version_claims
SELECT json_array(public_id, kind, origin, attributed, cue_start, cue_end,
    content_start, content_end, target, target_origin, facility, place,
    said_on, extractor)
FROM claim WHERE version = $1
    AND since = (SELECT min(since) FROM claim WHERE version = $1)
ORDER BY id;

-- name: custody_reading
SELECT json_array(extractor, at, who, appeared, vanished, changed)
FROM extraction WHERE id = $1;

-- What a later reading of all texts brought.
-- name: custody_reading_mentions
SELECT json_array(m.public_id, m.version, m.number_start, m.number_end,
    m.surface_start, m.surface_end, m.quote_start, m.quote_end, m.value_low,
    m.value_high, m.qualifier, m.metric, m.population, m.unit, m.measure,
    m.modality, m.polarity, m.basis, m.facility, m.place, m.period_start,
    m.period_end, m.as_of, m.base, m.origin, m.attributed, m.extractor)
FROM mention m WHERE m.since = $1
    AND EXISTS (SELECT 1 FROM mention WHERE version = m.version
        AND since < $1)
ORDER BY m.id;

-- name: custody_decision
SELECT json_array(public_id, kind, target, other, value, who, at, why, version,
    anchor, undoes)
FROM decision WHERE id = $1;

-- name: custody_run
SELECT json_array(started, ended) FROM run WHERE id = $1;

-- Written since the log began, and not in it.
-- name: custody_missing_version
SELECT public_id FROM version WHERE id > (SELECT min(subject) FROM custody
        WHERE kind = 'version')
    AND id NOT IN (SELECT subject FROM custody WHERE kind = 'version')
ORDER BY id LIMIT 20;

-- name: custody_missing_decision
SELECT public_id FROM decision
WHERE (version >= (SELECT min(subject) FROM custody WHERE kind = 'version')
        OR id > (SELECT min(subject) FROM custody WHERE kind = 'decision'))
    AND id NOT IN (SELECT subject FROM custody WHERE kind = 'decision')
ORDER BY id LIMIT 20;
