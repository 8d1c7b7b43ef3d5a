-- What a put has to look at is found by what it concerns, however much else
-- is stored.

-- Of a figure: where it counts (its facility or place), the day for which it
-- stands, and how it is compared in time; the words and the story of its best
-- mention.
ALTER TABLE figure ADD COLUMN spot TEXT NOT NULL DEFAULT '';
ALTER TABLE figure ADD COLUMN stands INTEGER NOT NULL DEFAULT 0; -- since 1970
ALTER TABLE figure ADD COLUMN clock INTEGER NOT NULL DEFAULT 0
    CHECK (clock BETWEEN 0 AND 3);  -- event, stock, period, total
ALTER TABLE figure ADD COLUMN surface TEXT NOT NULL DEFAULT '';
ALTER TABLE figure ADD COLUMN story INTEGER REFERENCES document;

UPDATE figure SET
    spot = iif(facility IS NULL, place_path, '#' || facility),
    stands = CASE length(iif(as_of = '', period_end, as_of))
        WHEN 0 THEN said / 86400
        WHEN 4 THEN julianday(iif(as_of = '', period_end, as_of) || '-12-31')
            - 2440587.5
        WHEN 7 THEN julianday(iif(as_of = '', period_end, as_of) || '-01',
            '+1 month', '-1 day') - 2440587.5
        ELSE julianday(iif(as_of = '', period_end, as_of)) - 2440587.5 END,
    clock = CASE
        WHEN measure IN ('stock', 'rate') THEN 1
        WHEN measure = 'cumulative' THEN 3
        WHEN period_start <> '' THEN iif(period_end <> '', 2, 3)
        WHEN measure = 'unknown' AND (base <> '' OR as_of <> ''
            OR facility IS NOT NULL AND stated >= 1000) THEN 3
        ELSE 0 END,
    (surface, story) = (SELECT m.surface, coalesce(d.story, d.id)
        FROM mention m JOIN version v ON v.id = m.version
        JOIN document d ON d.id = v.document WHERE m.id = figure.best);

DROP INDEX figure_series;
DROP INDEX figure_facility;
DROP INDEX figure_place;
DROP INDEX figure_stated;
DROP INDEX figure_of_origin_facility;
DROP INDEX figure_of_origin_place;
CREATE INDEX figure_number ON figure (origin, metric, stated, said);
CREATE INDEX figure_low ON figure (origin, metric, value_low)
    WHERE value_low <> stated;
CREATE INDEX figure_vague ON figure (origin, metric, said)
    WHERE qualifier = 'vague';
CREATE INDEX figure_series ON figure (origin, metric, spot, stands);
CREATE INDEX figure_spot ON figure (spot, family, clock, stands)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_within ON figure (family, clock, place_path, stated)
    WHERE superseded_by IS NULL AND clock > 0;
CREATE INDEX figure_stated ON figure (stated, spot)
    WHERE superseded_by IS NULL AND stated >= 1000;
CREATE INDEX figure_of_origin ON figure (origin, spot)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_listed ON figure (family, said);

-- Relations that nothing follows from are told when they are asked for.
DELETE FROM relation WHERE kind NOT IN ('agree', 'contradiction',
    'bound_violation', 'number_drift');
DROP INDEX relation_kind;

-- The independent voices that agree with a figure, each once.
CREATE TABLE support (
    figure  INTEGER NOT NULL REFERENCES figure,
    root    TEXT NOT NULL,                      -- of a source
    neutral INTEGER NOT NULL,                   -- it is no side of a conflict
    PRIMARY KEY (figure, root)
) STRICT, WITHOUT ROWID;

-- A publisher is counted once for a figure.
ALTER TABLE figure_mention ADD COLUMN publisher INTEGER REFERENCES source;
UPDATE figure_mention SET publisher = (SELECT d.publisher FROM mention m
    JOIN version v ON v.id = m.version JOIN document d ON d.id = v.document
    WHERE m.id = figure_mention.mention);
DROP INDEX figure_mention_figure;
CREATE INDEX figure_mention_figure ON figure_mention (figure, publisher);

-- The sides of a dispute by who is on them, and those still said.
ALTER TABLE dispute_side ADD COLUMN origin INTEGER REFERENCES source;
ALTER TABLE dispute_side ADD COLUMN live INTEGER NOT NULL DEFAULT 1
    CHECK (live IN (0, 1));
UPDATE dispute_side SET
    origin = (SELECT origin FROM figure WHERE id = dispute_side.figure),
    live = NOT EXISTS (SELECT 1 FROM figure WHERE id = dispute_side.figure
        AND (superseded_by IS NOT NULL OR status = 'retracted'));
CREATE INDEX dispute_side_origin ON dispute_side (dispute, origin, side);
CREATE INDEX dispute_side_live ON dispute_side (dispute, side) WHERE live;

ALTER TABLE dispute ADD COLUMN denier INTEGER REFERENCES source;
ALTER TABLE dispute ADD COLUMN denied INTEGER REFERENCES source;
ALTER TABLE dispute ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0
    CHECK (corrected IN (0, 1));                -- an origin corrected itself
UPDATE dispute SET
    denier = (SELECT c.origin FROM dispute_side s
        JOIN claim c ON c.id = s.claim WHERE s.dispute = dispute.id LIMIT 1),
    denied = (SELECT origin FROM figure WHERE id = dispute.figure),
    corrected = EXISTS (SELECT 1 FROM dispute_side s
        JOIN figure f ON f.id = s.figure WHERE s.dispute = dispute.id
            AND f.status IN ('corrected', 'retracted'));
DROP INDEX dispute_denial;
CREATE INDEX dispute_denial ON dispute (denier, denied)
    WHERE kind = 'denial';

DROP INDEX source_name;
CREATE INDEX source_name ON source (name COLLATE NOCASE) WHERE NOT unnamed;

DROP VIEW figure_full;
CREATE VIEW figure_full AS
SELECT f.id AS row, f.public_id, f.origin, f.attributed, o.unnamed, o.root,
    o.name, o.kind, o.party = '' AS neutral, f.metric, f.family, f.population,
    f.place, f.place_path, coalesce(f.facility, 0), coalesce(p.name, ''),
    f.unit, f.measure, f.modality, f.basis, f.value_low, f.value_high,
    f.qualifier, f.stated, f.period_start, f.period_end, f.as_of, f.base,
    f.status, coalesce(f.part_of, 0), coalesce(f.superseded_by, 0),
    f.first_read, f.said, f.said_precision, f.best, f.surface, f.story,
    f.stands
FROM figure f
JOIN source o ON o.id = f.origin
LEFT JOIN facility p ON p.id = f.facility;

DELETE FROM relation WHERE kind = 'agree' AND EXISTS (SELECT 1
    FROM figure f JOIN source o ON o.id = f.origin
    WHERE f.id IN (relation.figure, relation.other)
        AND (NOT f.attributed OR o.unnamed));
INSERT OR IGNORE INTO support (figure, root, neutral)
SELECT f.id, p.root, p.party = ''
FROM relation r
JOIN figure f ON f.id IN (r.figure, r.other)
JOIN figure g ON g.id = iif(r.figure = f.id, r.other, r.figure)
JOIN source o ON o.id = f.origin
JOIN source p ON p.id = g.origin
WHERE r.kind = 'agree' AND o.root <> p.root
    AND g.status NOT IN ('corrected', 'retracted');
