-- Searching texts.

-- name: search_upto
SELECT coalesce(max(id), 0) FROM article_docsize;

-- name: search_add
INSERT INTO article (rowid, title, text)
SELECT id, title, text FROM version WHERE id > $1 ORDER BY id LIMIT $2;

-- name: search_waiting
SELECT count(*) FROM version
WHERE id > (SELECT coalesce(max(id), 0) FROM article_docsize);

-- Versions with the words, of which something is said as it is asked for.
-- name: search
SELECT v.public_id, d.public_id, v.title, coalesce(u.name, ''), d.url, v.lang,
    v.published, v.published_precision, v.fetched,
    snippet(article, 1, '[[', ']]', '…', 32),
    (SELECT group_concat(public_id, ' ') FROM (SELECT m.public_id
        FROM mention_now m
        JOIN figure_mention fm ON fm.mention = m.id
        JOIN figure f ON f.id = fm.figure
        JOIN source o ON o.id = f.origin
        LEFT JOIN facility p ON p.id = f.facility
        WHERE m.version = v.id
            AND ($1 = '' OR f.metric IN (SELECT value FROM json_each($1)))
            AND ($2 = '' OR p.public_id = $2 OR p.key = $2)
            AND ($3 = '' OR instr(f.place_path, '/' || $3 || '/') > 0)
            AND ($4 = '' OR o.public_id = $4 OR o.key = $4
                OR o.name = $4 COLLATE NOCASE)
        ORDER BY m.number_start LIMIT 5)) AS said
FROM article
JOIN version v ON v.id = article.rowid
JOIN document d ON d.id = v.document
LEFT JOIN source u ON u.id = d.publisher
WHERE article MATCH $5
    AND ($6 = '' OR u.name = $6 COLLATE NOCASE OR u.key = $6
        OR u.public_id = $6)
    AND iif(v.published = 0, v.fetched, v.published) >= $7
    AND iif(v.published = 0, v.fetched, v.published) < $8
    AND (said IS NOT NULL OR $1 || $2 || $3 || $4 = '')
ORDER BY rank, v.id LIMIT $9;
