-- A figure comes into a dispute at the end or before others, at a cost that does
-- not grow with the dispute: a side is named by the figure that began it, and
-- it is known when each figure came, by what was said.
ALTER TABLE dispute_side ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dispute_side ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dispute DROP COLUMN latest;

UPDATE dispute_side SET said = f.said, since = coalesce((
    SELECT min(max(f.said, g.said))
    FROM dispute d
    JOIN (SELECT figure AS one, other AS two, kind FROM relation WHERE disputed
        UNION ALL SELECT other, figure, kind FROM relation WHERE disputed) r
        ON r.one = f.id AND r.kind = d.kind
    JOIN figure g ON g.id = r.two
    WHERE d.id = dispute_side.dispute), f.said)
FROM figure f
WHERE f.id = dispute_side.figure AND EXISTS (SELECT 1 FROM dispute
    WHERE id = dispute_side.dispute AND kind <> 'denial');

UPDATE dispute_side SET side = n.began
FROM (SELECT s.dispute, s.side, first_value(s.figure) OVER (
            PARTITION BY s.dispute, s.side
            ORDER BY s.since, s.said, f.number_start, f.public_id) AS began
    FROM dispute_side s
    JOIN dispute d ON d.id = s.dispute AND d.kind <> 'denial'
    JOIN figure f ON f.id = s.figure) n
WHERE n.dispute = dispute_side.dispute AND n.side = dispute_side.side;

DROP INDEX dispute_side_live;
CREATE INDEX dispute_side_live ON dispute_side (dispute, since) WHERE live;
CREATE INDEX dispute_side_first ON dispute_side (dispute, origin, since, said);
CREATE INDEX dispute_side_began ON dispute_side (dispute, side, origin);
CREATE INDEX dispute_side_since ON dispute_side (dispute, since, said);

-- What is said by the figures of a dispute that stand, as intervals: where they
-- begin and end, and the widest range in between in which none lies; or NULL.
-- Of a dispute that is not there it is found when it is asked for.
CREATE TABLE dispute_gap (
    dispute INTEGER PRIMARY KEY REFERENCES dispute,
    least   INTEGER NOT NULL,
    most    INTEGER NOT NULL,
    low     INTEGER,
    high    INTEGER
) STRICT;
