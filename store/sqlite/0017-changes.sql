-- What a change of a page, or of a figure, is from mention to mention: what was
-- said before, when it was last seen so, and what is said now. It is found in
-- the version that was read before at the same address; a figure that was
-- said elsewhere before is told by its best mention.
CREATE VIEW event_change AS
SELECT e.id AS event, e.figure, e.other, e.version,
    coalesce((SELECT max(id) FROM version WHERE document = v.document
            AND id < v.id AND change <> 'removed' AND read_at = v.read_at),
        (SELECT max(id) FROM version WHERE document = v.document
            AND id < v.id AND change <> 'removed')) AS earlier
FROM event e JOIN version v ON v.id = e.version
WHERE e.kind IN ('silent_edit', 'correction', 'retraction', 'changed_figure',
    'origin_changed');

DROP VIEW event_shown;
CREATE VIEW event_shown AS
SELECT e.at, e.kind, coalesce(f.public_id, '') AS figure,
    coalesce(o.public_id, '') AS other, coalesce(c.public_id, '') AS claim,
    coalesce(d.public_id, '') AS dispute,
    coalesce(v.public_id, '') AS version,
    coalesce(p.public_id, '') AS facility, e.words,
    coalesce((SELECT m.public_id FROM event_change x
            CROSS JOIN mention_now m ON m.version = x.earlier
            CROSS JOIN figure_mention fm ON fm.mention = m.id
            WHERE x.event = e.id AND fm.figure = coalesce(x.other, x.figure)
            ORDER BY m.id LIMIT 1),
        (SELECT m.public_id FROM event_change x
            JOIN figure g ON g.id = x.other JOIN mention m ON m.id = g.best
            WHERE x.event = e.id), '') AS mention_before,
    coalesce((SELECT last_seen FROM version WHERE id =
        (SELECT earlier FROM event_change WHERE event = e.id)), 0) AS seen,
    coalesce((SELECT m.public_id FROM event_change x
            CROSS JOIN mention_now m ON m.version = x.version
            CROSS JOIN figure_mention fm ON fm.mention = m.id
            WHERE x.event = e.id AND fm.figure = x.figure
            ORDER BY m.id LIMIT 1), '') AS mention_after,
    e.id AS row, e.version AS version_row, e.dispute AS dispute_row
FROM event e
LEFT JOIN figure f ON f.id = e.figure
LEFT JOIN figure o ON o.id = e.other
LEFT JOIN claim c ON c.id = e.claim
LEFT JOIN dispute d ON d.id = e.dispute
LEFT JOIN version v ON v.id = e.version
LEFT JOIN facility p ON p.id = e.facility;
