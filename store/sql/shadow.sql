-- Deriving beside the store: store/shadow.h. Statements that are made of the
-- schema are returned as text, to be run.

-- Tables that hold nothing but what was derived; and the decisions, of which
-- a copy is made, to which one can be added. Those of which there are images are
-- left out where the images are to be seen ($1).
-- name: shadow_make
WITH derived(name) AS (VALUES ('figure'), ('figure_mention'), ('relation'),
    ('support'), ('dispute'), ('dispute_side'), ('dispute_history'),
    ('dispute_name'), ('dispute_gap'),
    ('claim_target'), ('merged_source'), ('merged_facility'), ('amended'),
    ('discarded_claim'), ('event'), ('decision'), ('in_force'))
SELECT iif(type = 'index',
    replace(sql, 'INDEX ' || name, 'INDEX temp.' || name),
    'CREATE TEMP ' || substr(sql, 8))
FROM main.sqlite_schema m
WHERE sql <> '' AND type <> 'trigger' AND (type = 'view' OR tbl_name IN derived)
    AND NOT ($1 AND (name = 'counted_at' OR EXISTS (SELECT 1
        FROM main.sqlite_schema WHERE name = m.tbl_name || '_was')))
ORDER BY type = 'view', type = 'index';

-- name: shadow_decisions
INSERT INTO decision SELECT * FROM main.decision WHERE at < $1;

-- The reading that was in force then, or is next.
-- name: shadow_in_force
INSERT INTO in_force SELECT max(id) FROM extraction WHERE at < $1;

-- What had been read by a moment.
-- name: shadow_then
SELECT 'CREATE TEMP VIEW version AS SELECT * FROM main.version WHERE fetched < '
    || $1
UNION ALL
SELECT 'CREATE TEMP VIEW document AS SELECT * FROM main.document '
    || 'WHERE first_read < ' || $1
UNION ALL
SELECT 'CREATE TEMP VIEW sighting AS SELECT g.* FROM main.sighting g '
    || 'JOIN main.version v ON v.id = g.version WHERE v.fetched < ' || $1;

-- name: shadow_drop
SELECT 'DROP ' || type || ' temp.' || name FROM sqlite_temp_schema
WHERE type IN ('table', 'view') ORDER BY type = 'table';

-- Gaps are in the disputes, and kept beside them only until they change; what was
-- decided meanwhile changes nothing by being there.
-- name: shadow_differs
SELECT 'SELECT EXISTS (SELECT * FROM main.' || name || ' EXCEPT SELECT * FROM '
    || 'temp.' || name || ') OR EXISTS (SELECT * FROM temp.' || name
    || ' EXCEPT SELECT * FROM main.' || name || ')'
FROM sqlite_temp_schema
WHERE type = 'table' AND name NOT IN ('dispute_gap', 'decision');

-- Only what is not as it was is written. A row is known by its key; which side
-- of a dispute it is has none that is never NULL.
-- name: shadow_adopt
WITH known(name, key) AS (
    SELECT m.name, coalesce((SELECT group_concat(name, ', ')
        FROM pragma_table_info(m.name, 'main') WHERE pk > 0), CASE m.name
        WHEN 'dispute_side' THEN 'dispute, coalesce(figure, claim), claim IS NULL'
        WHEN 'in_force' THEN 'extraction' END)
    FROM sqlite_temp_schema m WHERE type = 'table')
-- Decisions come first: what follows from one is later than it.
SELECT 'DELETE FROM main.' || name || ' WHERE (' || key || ') IN (SELECT ' || key
    || ' FROM (SELECT * FROM main.' || name || ' EXCEPT SELECT * FROM temp.'
    || name || ')); INSERT INTO main.' || name || ' SELECT * FROM temp.' || name
    || ' EXCEPT SELECT * FROM main.' || name
FROM known ORDER BY name <> 'decision';

-- name: shadow_next
SELECT id FROM version WHERE id > $1 ORDER BY id LIMIT $2;

-- name: shadow_count
SELECT count(*) FROM version;

-- How many of each kind there are now, are gone, are new, are otherwise.
-- name: shadow_compare
SELECT kind, sum(there), sum(was AND NOT there), sum(there AND NOT was),
    sum(was AND there AND contents > 1)
FROM (SELECT kind, key, max(side) AS there, 1 - min(side) AS was,
        count(DISTINCT content) AS contents
    FROM (SELECT 0 AS side, * FROM main.derived_content
        UNION ALL SELECT 1, * FROM derived_content)
    GROUP BY kind, key)
GROUP BY kind ORDER BY kind;
