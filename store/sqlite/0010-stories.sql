-- Parts of the signatures of texts by the time in which they were said (of 16
-- days), each once for a story: texts that share many with it are copies.
CREATE TABLE story_part (
    era   INTEGER NOT NULL,
    part  INTEGER NOT NULL,                     -- which one, and its value
    story INTEGER NOT NULL REFERENCES document,
    said  INTEGER NOT NULL,
    PRIMARY KEY (era, part, story)
) STRICT, WITHOUT ROWID;

-- A band was two neighbouring parts, the second one in the higher bits.
INSERT OR IGNORE INTO story_part (era, part, story, said)
SELECT iif(v.published = 0, v.fetched, v.published) / 1382400,
    ((2 * b.band + i.n) << 32) | ((b.value >> (32 * i.n)) & 4294967295),
    coalesce(d.story, d.id), iif(v.published = 0, v.fetched, v.published)
FROM signature_band b
JOIN (SELECT 0 AS n UNION ALL SELECT 1) i
JOIN version v ON v.id = b.version
JOIN document d ON d.id = v.document
WHERE (b.value >> (32 * i.n)) & 4294967295 <> 4294967295
ORDER BY v.id;

DROP TABLE signature_band;
