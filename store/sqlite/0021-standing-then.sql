-- A figure stands from when it is said until its origin says another, or until
-- it is taken back. What conflicted while both stood is a dispute, whenever it
-- was read.
ALTER TABLE figure ADD COLUMN until INTEGER NOT NULL
    DEFAULT 9223372036854775807;                -- it stands
UPDATE figure SET until = (SELECT said FROM figure n
    WHERE n.id = figure.superseded_by)
WHERE superseded_by IS NOT NULL;
UPDATE figure SET until = e.at
FROM (SELECT other, max(at) AS at FROM event
    WHERE kind IN ('correction', 'silent_edit') AND other IS NOT NULL
    GROUP BY other) e
WHERE e.other = figure.id AND superseded_by IS NOT NULL;
UPDATE figure SET until = e.at
FROM (SELECT figure, max(at) AS at FROM event
    WHERE kind = 'retraction' AND figure IS NOT NULL GROUP BY figure) e
WHERE e.figure = figure.id AND status = 'retracted';

-- Of two that were said at once the first in its text is the earlier.
ALTER TABLE figure ADD COLUMN number_start INTEGER NOT NULL DEFAULT 0;
UPDATE figure SET number_start = (SELECT m.number_start FROM mention m
    WHERE m.id = best);

CREATE INDEX figure_ended ON figure (spot, family, until)
    WHERE until < 9223372036854775807;
CREATE INDEX figure_ended_within ON figure (family, until)
    WHERE until < 9223372036854775807;
CREATE INDEX figure_ended_stated ON figure (stated, spot, until)
    WHERE until < 9223372036854775807 AND stated >= 1000;

DROP VIEW figure_full;
CREATE VIEW figure_full AS
SELECT f.id AS row, f.public_id, f.origin, f.attributed, o.unnamed, o.root,
    o.name, o.kind, o.party = '' AS neutral, f.metric, f.family, f.population,
    f.place, f.place_path, coalesce(f.facility, 0), coalesce(p.name, ''),
    f.unit, f.measure, f.modality, f.basis, f.value_low, f.value_high,
    f.qualifier, f.stated, f.period_start, f.period_end, f.as_of, f.base,
    f.status, coalesce(f.part_of, 0), coalesce(f.superseded_by, 0),
    f.first_read, f.said, f.said_precision, f.best, f.surface, f.story,
    f.stands, f.until, f.number_start
FROM figure f
JOIN source o ON o.id = f.origin
LEFT JOIN facility p ON p.id = f.facility;

-- Those that are grouped into disputes.
ALTER TABLE relation ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0
    CHECK (disputed IN (0, 1));
UPDATE relation SET disputed = 1 WHERE kind <> 'agree' AND EXISTS (SELECT 1
    FROM dispute_side x JOIN dispute_side y ON y.dispute = x.dispute
    JOIN dispute d ON d.id = x.dispute
    WHERE x.figure = relation.figure AND y.figure = relation.other
        AND d.kind = relation.kind);
CREATE INDEX relation_disputed_other ON relation (other) WHERE disputed;

-- The two that conflicted first, by which a dispute has its id; and when the
-- last figure came into a conflict of it, by when that was said.
ALTER TABLE dispute ADD COLUMN first INTEGER REFERENCES figure;
ALTER TABLE dispute ADD COLUMN second INTEGER REFERENCES figure;
ALTER TABLE dispute ADD COLUMN latest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dispute ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0
    CHECK (reopened IN (0, 1));                 -- by an analyst, with cause
UPDATE dispute SET reopened = 1 WHERE state = 'reopened' AND decision = 0;
UPDATE dispute SET latest = coalesce((SELECT max(f.said) FROM dispute_side s
    JOIN figure f ON f.id = s.figure WHERE s.dispute = dispute.id), 0);
