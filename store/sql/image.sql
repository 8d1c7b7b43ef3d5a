-- What was derived as it was at a step: store/image.h.

-- All that had been read by a moment, and was decided, is what was stored first
-- and took effect by then; the texts are read as they were.
-- name: image_step
WITH later(n, first) AS MATERIALIZED (
    SELECT count(*), min(id) FROM version WHERE fetched >= $1),
last(version, decision) AS MATERIALIZED (
    SELECT coalesce((SELECT max(id) FROM version), 0) - n,
        coalesce((SELECT max(id) FROM decision WHERE at < $1), 0)
    FROM later),
then_at(step) AS MATERIALIZED (SELECT version << 24 | decision FROM last)
SELECT then_at.step FROM then_at, last, later, step
WHERE then_at.step >= step.kept AND (n = 0 OR first = version + 1)
    AND NOT EXISTS (SELECT 1 FROM decision
        WHERE at >= $1 AND id <= last.decision)
    AND NOT EXISTS (SELECT 1 FROM decision_step d
        WHERE (d.decision <= last.decision) <> (d.step <= then_at.step))
    AND NOT EXISTS (SELECT 1 FROM extraction WHERE at >= $1);

-- Statements that are made of the schema are returned as text, to be run. Of a
-- figure the mentions are counted, of which there are no images. Where figures
-- are looked for may be more than where there were some.
-- name: image_make
WITH kept(name, key, of) AS (
    SELECT m.name, coalesce((SELECT group_concat(name, ', ')
            FROM pragma_table_info(m.name, 'main') WHERE pk > 0),
            'dispute, coalesce(figure, claim), claim IS NULL'),
        coalesce((SELECT group_concat('t.' || name, ', ')
            FROM pragma_table_info(m.name, 'main') WHERE pk > 0),
            't.dispute, coalesce(t.figure, t.claim), t.claim IS NULL')
    FROM main.sqlite_schema m
    WHERE type = 'table' AND EXISTS (SELECT 1 FROM main.sqlite_schema
        WHERE name = m.name || '_was'))
SELECT 'CREATE VIRTUAL TABLE temp.' || name || ' USING image(FROM main.' || name
    || ' t WHERE NOT EXISTS (SELECT 1 FROM main.' || name || '_was WHERE ('
    || key || ') = (' || of || ') AND upto > ' || $1 || '), FROM main.' || name
    || '_was t WHERE t.there AND t.upto > ' || $1
    || ' AND NOT EXISTS (SELECT 1 FROM main.' || name || '_was WHERE (' || key
    || ') = (' || of || ') AND upto > ' || $1 || ' AND upto < t.upto), '
    || (SELECT group_concat(name || ' ' || type || CASE name
        WHEN 'n_mentions' THEN
            ' (SELECT count(*) FROM figure_mention WHERE figure = t.id)'
        WHEN 'n_publishers' THEN ' (SELECT count(DISTINCT '
            || 'coalesce(publisher, 0)) FROM figure_mention WHERE figure = t.id)'
        ELSE '' END, ', ')
        FROM pragma_table_info(kept.name, 'main')) || ')'
FROM kept
UNION ALL
SELECT 'CREATE TEMP VIEW counted_at AS SELECT place_path AS path FROM main.figure '
    || 'UNION ALL SELECT place_path FROM main.figure_was WHERE there';

-- There are none, and there will be none until they are kept.
-- name: image_forget
SELECT 'DELETE FROM main.' || w.name
FROM main.sqlite_schema m
JOIN main.sqlite_schema w ON w.name = m.name || '_was'
WHERE m.type = 'table'
UNION ALL SELECT 'UPDATE main.step SET kept = 9223372036854775807';

-- name: image_keep
UPDATE main.step SET kept = at WHERE kept > at;
