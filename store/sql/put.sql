-- Sources, documents, versions and what they say.

-- name: source_find
SELECT id FROM source WHERE public_id = $1;

-- name: source_add
INSERT INTO source (public_id, key, name, kind, parent, reliability, party,
    unnamed, story, root)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: document_find
SELECT id, coalesce(story, id) FROM document
WHERE public_id = $1 AND address = $2;

-- The newest text of a document ($3), seen from another address ($1): was it
-- read there, too, and is there a document of its own ($2)?
-- name: document_there
SELECT EXISTS (SELECT 1 FROM version WHERE document = d.id AND read_at = $1),
    EXISTS (SELECT 1 FROM document WHERE public_id = $2 AND address = $1),
    v.text_sha256, v.signature
FROM document d JOIN version v ON v.id = (SELECT max(id) FROM version
    WHERE document = d.id AND change <> 'removed')
WHERE d.public_id = $3;

-- name: document_add
INSERT INTO document (public_id, address, url, publisher, agency,
    translated_from, translation_of, story, first_read, checked)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9);

-- name: document_checked
UPDATE document SET checked = $1 WHERE id = $2 AND checked < $1;

-- The origin of what a document says without a source: the agency, or the
-- document that it repeats or translates, or its publisher.
-- name: document_voice
SELECT coalesce(d.agency, s.agency, s.publisher, t.agency, t.publisher,
    d.publisher), coalesce(d.story, d.id)
FROM document d
LEFT JOIN document s ON s.id = d.story
LEFT JOIN document t ON t.id = d.translation_of
WHERE d.id = $1;

-- The newest version that has a text, of those that were read at an address
-- if there are any, and whether the page was removed since.
-- name: version_newest
SELECT id, text_sha256, note, modified, modified_precision, read_at <> $1,
    (SELECT change = 'removed' FROM version
        WHERE document = $2 ORDER BY id DESC LIMIT 1)
FROM version
WHERE document = $2 AND change <> 'removed'
ORDER BY read_at = $1 DESC, id DESC LIMIT 1;

-- What a version says, and where in it something was read.
-- name: version_body
SELECT text FROM version WHERE id = $1;

-- name: version_read_at
SELECT number_start, metric FROM mention_now WHERE version = $1
UNION ALL SELECT content_start, '' FROM claim_now WHERE version = $1
ORDER BY 1;

-- A page that is gone: its head stays, its text does not.
-- name: version_removed
INSERT INTO version (public_id, document, change, note, fetched, last_seen,
    published, published_precision, modified, modified_precision, status,
    etag, last_modified, lang, title, author, section, text, raw_sha256,
    raw_size, text_sha256, signature, archive, archive_offset,
    archive_length, extractor, feed)
SELECT $1, document, 'removed', '', $2, $2, published, published_precision,
    modified, modified_precision, $3, '', '', lang, title, author, section,
    '', $4, $5, $6, x'', $7, $8, $9, $10,
    (SELECT id FROM feed WHERE key = $11)
FROM version WHERE id = $12;

-- name: version_same_text
SELECT count(*) FROM version WHERE document = $1 AND text_sha256 = $2;

-- name: version_seen
UPDATE version SET last_seen = max(last_seen, $1) WHERE id = $2;

-- name: version_add
INSERT INTO version (public_id, document, change, note, fetched, last_seen,
    published, published_precision, modified, modified_precision, status,
    etag, last_modified, lang, title, author, section, text, raw_sha256,
    raw_size, text_sha256, signature, archive, archive_offset,
    archive_length, extractor, feed, read_at)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
    $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
    (SELECT id FROM feed WHERE key = $26), $27);

-- name: story_part_add
INSERT INTO story_part (era, part, story, said) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING;

-- The newest stories of two eras that share a part, but no more than a few: what
-- very many texts share is no sign of a copy.
-- name: story_find
SELECT story, said FROM (SELECT story, said FROM story_part
    WHERE era = $1 AND part = $2 ORDER BY story DESC LIMIT 24)
UNION ALL
SELECT story, said FROM (SELECT story, said FROM story_part
    WHERE era = $3 AND part = $2 ORDER BY story DESC LIMIT 24);

-- name: facility_find
SELECT id FROM facility WHERE public_id = $1;

-- name: facility_add
INSERT INTO facility (public_id, key, name, fold, kind, place, match)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: sighting_add
INSERT INTO sighting (version, facility, start_byte, end_byte, surface, since)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING;

-- name: mention_add
INSERT INTO mention (public_id, version, number_start, number_end,
    surface_start, surface_end, quote_start, quote_end, cue_start, cue_end,
    surface, quote, value_low, value_high, qualifier, counted, term, metric,
    population, unit, measure, modality, polarity, basis, speech, facility,
    place, period_start, period_end, as_of, base, origin, attributed, via,
    confidence, extractor, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
    $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30,
    $31, $32, $33, $34, $35, $36, $37)
ON CONFLICT DO NOTHING;

-- name: mention_part_of
UPDATE mention SET part_of = $1 WHERE id = $2;

-- name: claim_add
INSERT INTO claim (public_id, version, kind, origin, attributed, cue_start,
    cue_end, content_start, content_end, cue, content, target, target_origin,
    facility, place, said_on, extractor, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17, $18)
ON CONFLICT DO NOTHING;

-- name: extraction_in_force
SELECT extraction FROM in_force;

-- name: document_public_id
SELECT public_id FROM document WHERE id = $1;
