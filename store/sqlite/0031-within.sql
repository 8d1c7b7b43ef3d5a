-- An article is added to few indexes. A mention is found in its version, with
-- whose digits its id begins; the ids of an older form are in an index.
DROP INDEX mention_public_id;
DROP INDEX mention_version;
CREATE UNIQUE INDEX mention_version ON mention (version, public_id, since);
CREATE UNIQUE INDEX mention_public_id ON mention (public_id, since)
    WHERE length(public_id) < 13;

CREATE VIEW mention_called (name, mention) AS
SELECT m.public_id, m.id FROM version v
CROSS JOIN mention m ON m.version = v.id
WHERE v.public_id >= 'v' || substr(m.public_id, 2, 4)
    AND v.public_id < 'v' || substr(m.public_id, 2, 4) || '~'
UNION ALL
SELECT public_id, id FROM mention WHERE length(public_id) < 13;

-- What an origin says somewhere is in its series there.
DROP INDEX figure_of_origin;
DROP INDEX figure_series;
CREATE INDEX figure_series
    ON figure (origin, spot, metric, stands, superseded_by);

-- No document is looked for by its story.
DROP INDEX document_story;
