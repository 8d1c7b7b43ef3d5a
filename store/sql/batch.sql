-- Transactions. A put is one by itself, or a savepoint of a batch.

-- name: batch_begin
BEGIN IMMEDIATE;

-- name: batch_end
COMMIT;

-- name: batch_undo
ROLLBACK;

-- name: put_begin
SAVEPOINT put;

-- name: put_end
RELEASE put;

-- name: put_undo
ROLLBACK TO put;

-- name: page_count
PRAGMA page_count;

-- To read all at one moment, and to write to temporary tables alone.
-- name: look_begin
BEGIN;
