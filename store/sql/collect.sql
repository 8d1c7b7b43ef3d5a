-- Feeds, items, runs. Every statement becomes an enumerator:
-- SQL_FEED_SYNC. Parameters are $1, $2, ... in order of first use.

-- What is not in the configuration any more is not asked.
-- name: feed_pause_all
UPDATE feed SET paused = 1 WHERE NOT paused;

-- name: feed_sync
INSERT INTO feed (key, name, url, kind, lang, every, paused)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (key) DO UPDATE SET
    name = excluded.name, kind = excluded.kind, lang = excluded.lang,
    every = excluded.every, paused = excluded.paused;

-- Another address: nothing that was known of the old one holds.
-- name: feed_move
UPDATE feed SET url = $1, address = '', etag = '', last_modified = '', due = 0,
    interval = 0, full = 0, failures = 0, failure = '', reason = '',
    moved_to = '', moved_since = 0, moved_seen = 0
WHERE key = $2 AND url <> $1;

-- name: feed_state
SELECT key, address, etag, last_modified, last_try, last_good, due, interval,
    full, failures, failure, reason, moved_to, moved_since, moved_seen
FROM feed WHERE key = $1;

-- name: feed_row
SELECT id FROM feed WHERE key = $1;

-- name: feed_put
UPDATE feed SET address = $1, etag = $2, last_modified = $3, last_try = $4,
    last_good = $5, due = $6, interval = $7, full = $8, failures = $9,
    failure = $10, reason = $11, moved_to = $12, moved_since = $13,
    moved_seen = $14
WHERE id = $15;

-- All; or those that fail ($3), or of that id ($4). What they gave, and what
-- could not be had of it, since a moment ($1); what they gave in all is counted
-- where it is asked for ($2).
-- name: feed_list
WITH unread AS NOT MATERIALIZED (SELECT * FROM item
    WHERE reason <> '' AND (failures > 1 OR due IS NULL) AND last_try >= $1)
SELECT f.key, f.address, f.etag, f.last_modified, f.last_try, f.last_good,
    f.due, f.interval, f.full, f.failures, f.failure, f.reason, f.moved_to,
    f.moved_since, f.moved_seen, f.name, f.url, f.kind, f.lang, f.every,
    coalesce((SELECT public_id FROM source s
        WHERE s.name = f.name COLLATE NOCASE AND NOT s.unnamed
        ORDER BY s.id LIMIT 1), '') AS source,
    iif($2, (SELECT count(DISTINCT v.document) FROM version v
        WHERE v.feed = f.id), 0),
    iif($2, (SELECT count(DISTINCT fm.figure) FROM version v
        JOIN mention m ON m.version = v.id
        JOIN figure_mention fm ON fm.mention = m.id WHERE v.feed = f.id), 0),
    iif($2, (SELECT count(*) FROM version v
        WHERE v.feed = f.id AND v.change = 'first'
        AND v.fetched >= coalesce((SELECT ended FROM run WHERE ended > 0
            ORDER BY id DESC LIMIT 1 OFFSET 1), 0)), 0),
    EXISTS (SELECT 1 FROM version v WHERE v.feed = f.id),
    (SELECT count(*) FROM version v WHERE v.feed = f.id AND v.fetched >= $1
        AND v.change = 'first'),
    (SELECT count(DISTINCT fm.figure) FROM version v
        JOIN mention m ON m.version = v.id
        JOIN figure_mention fm ON fm.mention = m.id
        WHERE v.feed = f.id AND v.fetched >= $1),
    (SELECT count(*) FROM unread u WHERE u.feed = f.id) AS n_unread,
    coalesce(u.url, ''), coalesce(u.reason, '')
FROM feed f
LEFT JOIN item u ON u.id = (SELECT id FROM unread WHERE feed = f.id
    ORDER BY last_try DESC, id DESC LIMIT 1)
WHERE (NOT $3 OR (NOT f.paused AND (f.reason <> '' OR n_unread > 0)))
    AND ($4 = '' OR source = $4)
ORDER BY f.key;

-- UPDATE OR FAIL: what a statement has done before it failed is undone with the
-- transaction anyway, so SQLite need not keep each page for the statement alone.

-- name: item_by_guid
SELECT id, key = $1, url = $2, updated, is_list FROM item
WHERE feed = $3 AND guid = $4;

-- name: item_by_key
SELECT feed, id, url = $1, updated, is_list FROM item WHERE key = $2;

-- name: item_known
SELECT count(*) FROM item
WHERE feed = (SELECT id FROM feed WHERE key = $1) AND (guid = $2 OR key = $3);

-- name: item_add
INSERT INTO item (feed, guid, url, key, title, published, published_precision,
    updated, is_list, due, last_try, failures, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (feed, guid) DO NOTHING;

-- A page that was read for another source, since it was updated, is read.
-- name: item_adopt
UPDATE OR FAIL item SET (etag, last_modified, document, fetches, first_read, last_try,
    due) = (SELECT etag, last_modified, document, fetches, first_read,
    last_try, due FROM item WHERE key = $1 AND id <> $2 AND fetches > 0
    AND failures = 0 AND NOT is_list AND last_try >= $3
    ORDER BY last_try DESC LIMIT 1)
WHERE id = $2 AND NOT is_list AND EXISTS (SELECT 1 FROM item
    WHERE key = $1 AND id <> $2 AND fetches > 0 AND failures = 0
    AND NOT is_list AND last_try >= $3);

-- name: item_changed
UPDATE OR FAIL item SET url = $1, title = $2, published = $3,
    published_precision = $4, updated = $5, is_list = $6, due = $7
WHERE id = $8;

-- name: item_set_guid
UPDATE OR FAIL item SET guid = $1 WHERE id = $2;

-- name: item_set_key
UPDATE OR FAIL item SET key = $1 WHERE id = $2;

-- At another address is another page, of which nothing is known.
-- name: item_moved
UPDATE OR FAIL item SET etag = '', last_modified = '', document = NULL, fetches = 0,
    first_read = 0, failures = 0, missing = 0, reason = ''
WHERE id = $1;

-- Due, or due so late that a wrong clock wrote it.
-- name: item_due
SELECT i.id, f.key, i.url, i.title, i.etag, i.last_modified, i.published,
    i.published_precision, i.is_list, i.updated <> 0,
    coalesce((SELECT change <> 'removed' FROM version
        WHERE document = i.document ORDER BY id DESC LIMIT 1), 0),
    i.first_read, i.fetches, i.failures, i.missing
FROM item i JOIN feed f ON f.id = i.feed
WHERE f.key = $1 AND NOT f.paused AND (i.due <= $2 OR i.due > $3)
ORDER BY max(i.published, i.updated) DESC, i.id DESC;

-- name: item_failed
UPDATE OR FAIL item SET last_try = $1, due = $2, failures = failures + 1,
    missing = iif($3, missing + 1, 0), reason = $4
WHERE key = (SELECT key FROM item WHERE id = $5)
    AND (id = $5 OR (due <= $1 AND NOT is_list
        AND NOT (SELECT is_list FROM item WHERE id = $5)));

-- An address that several sources list is fetched once for all of them, but
-- for a further list, which is read for each of them.
-- name: item_stored
UPDATE OR FAIL item SET last_try = $1, due = $2, failures = 0, missing = 0,
    reason = '', etag = $3, last_modified = $4, fetches = fetches + 1,
    first_read = iif(first_read = 0, $1, first_read), document = $5
WHERE key = (SELECT key FROM item WHERE id = $6)
    AND (id = $6 OR (due <= $1 AND NOT is_list
        AND NOT (SELECT is_list FROM item WHERE id = $6)));

-- name: item_same
UPDATE OR FAIL item SET last_try = $1, due = $2, failures = 0, missing = 0,
    reason = '', etag = iif($3 = '', etag, $3),
    last_modified = iif($4 = '', last_modified, $4), fetches = fetches + 1,
    first_read = iif(first_read = 0, $1, first_read)
WHERE key = (SELECT key FROM item WHERE id = $5)
    AND (id = $5 OR (due <= $1 AND NOT is_list
        AND NOT (SELECT is_list FROM item WHERE id = $5)));

-- Without validators, so that the page is read in full when it comes back.
-- name: item_removed
UPDATE OR FAIL item SET last_try = $1, due = $2, failures = failures + 1,
    reason = '', etag = '', last_modified = ''
WHERE id = $3 OR (due <= $1 AND NOT is_list
    AND key = (SELECT key FROM item WHERE id = $3 AND NOT is_list));

-- name: item_document
SELECT d.id, d.public_id, d.address
FROM item i JOIN document d ON d.id = i.document
WHERE i.id = $1;

-- Items at other addresses whose page was the same document when last asked
-- for: they are to be asked for again.
-- name: item_elsewhere
UPDATE OR FAIL item SET due = min(coalesce(due, $1), $1)
WHERE document = $2 AND failures = 0 AND fetches > 0
    AND key <> (SELECT key FROM item WHERE id = $3)
RETURNING id;

-- name: rest_put
INSERT INTO rest (host, until, reason) VALUES ($1, $2, $3)
ON CONFLICT (host) DO UPDATE SET
    until = excluded.until, reason = excluded.reason;

-- name: rest_list
SELECT host, until, reason FROM rest WHERE until > $1 AND until <= $2
ORDER BY host;

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
SELECT number, upto, version, decision FROM reading WHERE reader = $1
ORDER BY number DESC LIMIT 1;

-- name: reading_add
INSERT INTO reading (reader, number, upto, version, decision, at)
VALUES ($1, $2, $3, $4, $5, $6);
