-- The archive of what was fetched.

-- name: archive_file_row
SELECT id FROM archive_file WHERE name = $1;

-- name: archive_file_add
INSERT INTO archive_file (name) VALUES ($1) RETURNING id;

-- name: archive_file_list
SELECT name FROM archive_file ORDER BY name;

-- name: archive_file_end
SELECT a.offset + a.length FROM archived a
JOIN archive_file f ON f.id = a.file
WHERE f.name = $1 ORDER BY a.offset DESC LIMIT 1;

-- name: archived_add
INSERT INTO archived (file, offset, length, record, url, url_hash, payload, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (file, offset) DO NOTHING;

-- name: archived_by_payload
SELECT a.id, f.name, a.offset, a.length, a.record, a.url, a.payload, a.at
FROM archived a JOIN archive_file f ON f.id = a.file
WHERE substr(a.payload, 1, 8) = substr($1, 1, 8) AND a.payload = $1
ORDER BY a.id LIMIT 1;

-- name: archived_by_url
SELECT a.id, f.name, a.offset, a.length, a.record, a.url, a.payload, a.at
FROM archived a JOIN archive_file f ON f.id = a.file
WHERE a.url_hash = $1 AND a.url = $2 ORDER BY a.at DESC, a.id DESC LIMIT 1;

-- name: archived_after
SELECT a.id, f.name, a.offset, a.length, a.record, a.url, a.payload, a.at
FROM archived a JOIN archive_file f ON f.id = a.file
WHERE a.id > $1 ORDER BY a.id LIMIT $2;
