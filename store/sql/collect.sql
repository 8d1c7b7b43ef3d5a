-- Feeds, items, runs. Every statement becomes an enumerator:
-- SQL_FEED_SYNC. Parameters are $1, $2, ... in order of first use.

-- name: feed_sync
INSERT INTO feed (key, name, url, kind, lang, every, paused)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (key) DO UPDATE SET
    name = excluded.name, kind = excluded.kind, lang = excluded.lang,
    every = excluded.every, paused = excluded.paused,
    -- Another address: nothing that was known of the old one holds.
    etag = iif(url = excluded.url, etag, ''),
    last_modified = iif(url = excluded.url, last_modified, ''),
    due = iif(url = excluded.url, due, 0),
    url = excluded.url;

-- name: feed_state
SELECT key, etag, last_modified, last_try, last_good, due, failures, reason
FROM feed WHERE key = $1;

-- name: feed_row
SELECT id FROM feed WHERE key = $1;

-- name: feed_good
UPDATE feed SET etag = $1, last_modified = $2, last_try = $3, last_good = $3,
    due = $4, failures = 0, reason = ''
WHERE id = $5;

-- name: feed_failed
UPDATE feed SET last_try = $1, due = $2, failures = failures + 1, reason = $3
WHERE id = $4;

-- name: feed_all
SELECT f.key, f.etag, f.last_modified, f.last_try, f.last_good, f.due,
    f.failures, f.reason, f.name, f.url, f.lang, f.every,
    coalesce((SELECT public_id FROM source s
        WHERE s.name = f.name COLLATE NOCASE AND NOT s.unnamed
        ORDER BY s.id LIMIT 1), ''),
    (SELECT count(DISTINCT v.document) FROM version v WHERE v.feed = f.id),
    (SELECT count(DISTINCT fm.figure) FROM version v
        JOIN mention m ON m.version = v.id
        JOIN figure_mention fm ON fm.mention = m.id WHERE v.feed = f.id),
    (SELECT count(*) FROM version v WHERE v.feed = f.id AND v.change = 'first'
        AND v.fetched >= coalesce((SELECT ended FROM run WHERE ended > 0
            ORDER BY id DESC LIMIT 1 OFFSET 1), 0))
FROM feed f ORDER BY f.key;

-- name: item_known
SELECT id, updated <> $1 OR url <> $2 FROM item WHERE feed = $3 AND guid = $4;

-- name: item_add
INSERT INTO item (feed, guid, url, title, published, published_precision,
    updated, due)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: item_changed
UPDATE item SET url = $1, title = $2, published = $3,
    published_precision = $4, updated = $5, due = $6
WHERE id = $7;

-- name: item_due
SELECT i.id, f.key, i.url, i.etag, i.last_modified, i.published,
    i.published_precision, i.fetches, i.failures
FROM item i JOIN feed f ON f.id = i.feed
WHERE f.key = $1 AND i.due <= $2 AND NOT f.paused
ORDER BY max(i.published, i.updated) DESC, i.id DESC;

-- name: item_failed
UPDATE item SET last_try = $1, due = $2, failures = failures + 1, reason = $3
WHERE id = $4;

-- An address that several feeds list is fetched once for all of them.
-- name: item_stored
UPDATE item SET last_try = $1, due = $2, failures = 0, reason = '',
    etag = $3, last_modified = $4, fetches = fetches + 1, document = $5
WHERE id = $6 OR (url = (SELECT url FROM item WHERE id = $6) AND due <= $1);

-- name: item_same
UPDATE item SET last_try = $1, due = $2, failures = 0, reason = '',
    etag = iif($3 = '', etag, $3),
    last_modified = iif($4 = '', last_modified, $4), fetches = fetches + 1
WHERE id = $5 OR (url = (SELECT url FROM item WHERE id = $5) AND due <= $1);

-- name: item_document
SELECT document FROM item WHERE id = $1;

-- name: run_add
INSERT INTO run (started, ended) VALUES ($1, $2);

-- name: run_skips
SELECT count(*) FROM run
WHERE ended = 0 AND id > (SELECT coalesce(max(id), 0) FROM run WHERE ended > 0);

-- name: robots_put
INSERT INTO robots (origin, body, status, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (origin) DO UPDATE SET
    body = excluded.body, status = excluded.status, at = excluded.at;

-- name: robots_get
SELECT body, status, at FROM robots WHERE origin = $1;

-- name: reading_last
SELECT number, upto, version FROM reading WHERE reader = $1
ORDER BY number DESC LIMIT 1;

-- name: reading_add
INSERT INTO reading (reader, number, upto, version, at)
VALUES ($1, $2, $3, $4, $5);
