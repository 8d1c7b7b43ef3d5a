-- Searching texts.

-- name: search_upto
SELECT coalesce(max(id), 0) FROM article_docsize;

-- name: search_add
INSERT INTO article (rowid, title, text)
SELECT id, title, text FROM version WHERE id > $1 ORDER BY id LIMIT $2;

-- Versions are numbered without gaps, in the order in which they are stored.
-- name: search_waiting
SELECT coalesce((SELECT max(id) FROM version), 0)
    - coalesce((SELECT max(id) FROM article_docsize), 0);

-- Versions that say something of what is asked for, if they are few: of a
-- facility ($2), else by an origin ($3), at a place ($1) or in metrics ($4). They
-- are many, too, where the figures are many, which is soon seen.
-- name: search_few
WITH RECURSIVE at(path) AS (
    SELECT * FROM (SELECT path FROM counted_at WHERE $1 <> '' AND $2 || $3 = ''
        ORDER BY path LIMIT 1)
    UNION ALL
    SELECT (SELECT path FROM counted_at WHERE path > at.path
        ORDER BY path LIMIT 1)
    FROM at WHERE at.path IS NOT NULL),
asked AS MATERIALIZED (SELECT * FROM (
    SELECT id, n_mentions FROM figure
    WHERE facility IN (SELECT id FROM facility WHERE key = $2 AND key <> ''
        UNION SELECT id FROM facility WHERE public_id = $2)
    UNION ALL
    SELECT id, n_mentions FROM figure
    WHERE $2 = '' AND $3 <> '' AND origin IN (
        SELECT id FROM source WHERE key = $3 AND key <> ''
        UNION SELECT id FROM source WHERE public_id = $3
        UNION SELECT id FROM source
        WHERE name = $3 COLLATE NOCASE AND NOT unnamed
        UNION SELECT id FROM source WHERE name = $3 COLLATE NOCASE AND unnamed)
    UNION ALL
    SELECT id, n_mentions FROM figure
    WHERE place_path IN (SELECT path FROM at
        WHERE instr(path, '/' || $1 || '/') > 0)
    UNION ALL
    SELECT id, n_mentions FROM figure
    WHERE $1 || $2 || $3 = '' AND metric IN (SELECT value FROM json_each($4)))
    LIMIT $5 / 4)
SELECT (SELECT json_group_array(DISTINCT m.version)
    FROM asked
    CROSS JOIN figure_mention fm ON fm.figure = asked.id
    CROSS JOIN mention m ON m.id = fm.mention)
WHERE (SELECT count(*) < $5 / 4 AND total(n_mentions) < $5 FROM asked);

-- Versions of some time, if they are few.
-- name: search_few_then
SELECT (SELECT json_group_array(id) FROM version
    WHERE iif(published = 0, fetched, published) >= $1
        AND iif(published = 0, fetched, published) < $2)
WHERE (SELECT count(*) FROM (SELECT 1 FROM version
    WHERE iif(published = 0, fetched, published) >= $1
        AND iif(published = 0, fetched, published) < $2 LIMIT $3)) < $3;

-- Versions with the words, of which something is said as it is asked for; where
-- only few can be ($9), the others are passed by. How like they are is asked of
-- those that were stored last ($10) alone: where there are more, the words tell
-- little. Texts are passed in the order of their rows, and none is looked up: to
-- begin a search is dear where many words have the beginning that is asked for.
-- name: search
WITH said AS NOT MATERIALIZED (
    SELECT m.version, m.public_id AS mention, m.number_start
    FROM mention_now m
    JOIN figure_mention fm ON fm.mention = m.id
    JOIN figure f ON f.id = fm.figure
    JOIN source o ON o.id = f.origin
    LEFT JOIN facility p ON p.id = f.facility
    WHERE ($1 = '' OR f.metric IN (SELECT value FROM json_each($1)))
        AND ($2 = '' OR p.public_id = $2 OR p.key = $2)
        AND ($3 = '' OR instr(f.place_path, '/' || $3 || '/') > 0)
        AND ($4 = '' OR o.public_id = $4 OR o.key = $4
            OR o.name = $4 COLLATE NOCASE)),
newest AS MATERIALIZED (
    SELECT article.rowid AS id
    FROM article
    CROSS JOIN version v INDEXED BY version_of ON v.id = article.rowid
    WHERE article MATCH $5
        AND ($6 = '' OR (SELECT publisher FROM document WHERE id = v.document)
            IN (SELECT id FROM source WHERE key = $6 AND key <> ''
                UNION SELECT id FROM source WHERE public_id = $6
                UNION SELECT id FROM source
                WHERE name = $6 COLLATE NOCASE AND NOT unnamed
                UNION SELECT id FROM source
                WHERE name = $6 COLLATE NOCASE AND unnamed))
        AND ($7 IS NULL
            OR iif(v.published = 0, v.fetched, v.published) >= $7)
        AND ($8 IS NULL OR iif(v.published = 0, v.fetched, v.published) < $8)
        AND ($1 || $2 || $3 || $4 = ''
            OR EXISTS (SELECT 1 FROM said WHERE version = v.id))
        AND ($9 IS NULL OR +article.rowid IN (SELECT value FROM json_each($9)))
        AND article.rowid >= coalesce(
            (SELECT min(value) FROM json_each($9)), 0)
    ORDER BY article.rowid DESC LIMIT $10),
likest AS MATERIALIZED (
    SELECT rowid AS id, bm25(article) AS likeness
    FROM article
    WHERE article MATCH $5 AND rowid >= (SELECT min(id) FROM newest)
        AND +rowid IN (SELECT id FROM newest)
    ORDER BY likeness, rowid LIMIT $11)
SELECT v.public_id, d.public_id, v.title, coalesce(u.name, ''), d.url, v.lang,
    v.published, v.published_precision, v.fetched,
    snippet(article, 1, '[[', ']]', '…', 32),
    (SELECT group_concat(mention, ' ') FROM (SELECT mention FROM said
        WHERE version = v.id ORDER BY number_start LIMIT 5))
FROM article
CROSS JOIN likest ON likest.id = article.rowid
CROSS JOIN version v ON v.id = likest.id
CROSS JOIN document d ON d.id = v.document
LEFT JOIN source u ON u.id = d.publisher
WHERE article MATCH $5 AND article.rowid >= (SELECT min(id) FROM likest)
    AND +article.rowid IN (SELECT id FROM likest)
ORDER BY likest.likeness, likest.id;
