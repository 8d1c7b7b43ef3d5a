-- What an analyst decides. Rows are added, never changed: undoing one is
-- another row. Nothing has written the table before.
DROP TABLE decision;

CREATE TABLE decision (
    id        INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'confirm',
        'correct', 'discard', 'prefer', 'deprecate', 'note', 'resolve',
        'explain', 'suspend', 'reopen', 'undo')),
    target    TEXT NOT NULL,                    -- public id
    other     TEXT NOT NULL,                    -- public id, or empty
    value     TEXT NOT NULL,
    who       TEXT NOT NULL,
    at        INTEGER NOT NULL,
    why       TEXT NOT NULL,
    version   INTEGER NOT NULL,                 -- the newest one then
    anchor    TEXT NOT NULL,                    -- "version:start-end": words
                                                -- by which it is found again
    undoes    INTEGER REFERENCES decision
) STRICT;

CREATE INDEX decision_target ON decision (target);
CREATE INDEX decision_version ON decision (version);
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;

CREATE VIEW decision_in_force AS
SELECT * FROM decision d
WHERE kind <> 'undo' AND NOT EXISTS (
    SELECT 1 FROM decision WHERE undoes = d.id);

CREATE VIEW decision_shown AS
SELECT d.public_id AS id, d.kind, d.target, d.other, d.value, d.who, d.at,
    d.why, coalesce(u.public_id, '') AS undoes,
    coalesce((SELECT public_id FROM decision WHERE undoes = d.id), '')
        AS undone_by, d.id AS row
FROM decision d LEFT JOIN decision u ON u.id = d.undoes;

-- What the decisions in force make of what is said. Derived.
CREATE TABLE merged_source (
    source INTEGER PRIMARY KEY REFERENCES source,
    target INTEGER NOT NULL REFERENCES source
) STRICT;

CREATE TABLE merged_facility (
    facility INTEGER PRIMARY KEY REFERENCES facility,
    target   INTEGER NOT NULL REFERENCES facility
) STRICT;

CREATE TABLE amended (
    mention   INTEGER PRIMARY KEY REFERENCES mention,
    discarded INTEGER NOT NULL CHECK (discarded IN (0, 1)),
    origin    INTEGER REFERENCES source,
    facility  INTEGER REFERENCES facility,
    changes   TEXT NOT NULL                     -- lines "field=value"
) STRICT;

CREATE TABLE discarded_claim (
    claim INTEGER PRIMARY KEY REFERENCES claim
) STRICT;

-- The decision that holds the state of a dispute; 0: what follows by itself.
ALTER TABLE dispute ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;

-- The last decision that a reading knew.
ALTER TABLE reading ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;

DROP VIEW figure_shown;
CREATE VIEW figure_shown AS
SELECT f.public_id AS id, f.metric, f.population, f.place,
    coalesce(iif(p.key <> '', p.key, p.public_id), '') AS facility,
    coalesce(p.name, '') AS facility_name,
    f.measure, f.unit, f.modality, f.basis, f.value_low, f.value_high,
    f.qualifier, f.period_start, f.period_end, f.as_of, f.base,
    o.public_id AS origin, o.name AS origin_name, o.kind AS origin_kind,
    o.key AS origin_key, NOT f.attributed AS origin_is_publisher,
    o.unnamed AS origin_unnamed, f.status,
    coalesce((SELECT public_id FROM figure WHERE id = f.part_of), ''),
    coalesce((SELECT public_id FROM figure WHERE id = f.superseded_by), ''),
    f.superseded_how,
    coalesce((SELECT d.public_id FROM dispute_side s
        JOIN dispute d ON d.id = s.dispute
        WHERE s.figure = f.id AND d.state IN ('open', 'narrowed', 'reopened')
        ORDER BY d.id LIMIT 1), ''),
    f.n_mentions, f.n_publishers, f.n_origins, f.first_read, f.said,
    f.said_precision, m.public_id AS mention, m.quote, m.surface, m.counted,
    m.term, coalesce(u.name, '') AS publisher, d.url, f.rank, f.rank_reason,
    f.id AS row, f.place_path, p.public_id AS facility_id, f.superseded_by
FROM figure f
JOIN source o ON o.id = f.origin
JOIN mention m ON m.id = f.best
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
LEFT JOIN source u ON u.id = d.publisher
LEFT JOIN facility p ON p.id = f.facility;

DROP VIEW mention_shown;
CREATE VIEW mention_shown AS
SELECT m.public_id AS id, coalesce(f.public_id, '') AS figure,
    m.number_start, m.number_end, m.surface_start, m.surface_end,
    m.quote_start, m.quote_end, m.cue_start, m.cue_end, m.value_low,
    m.value_high, m.qualifier, m.counted, m.term, m.metric, m.population,
    m.unit, m.measure, m.modality, m.polarity, m.basis, m.speech,
    coalesce(p.name, '') AS facility, m.place, m.period_start, m.period_end,
    m.as_of, m.base, m.attributed, o.unnamed, o.key, o.name,
    coalesce(x.key, '') AS via_key, coalesce(x.name, '') AS via_name,
    m.confidence, m.quote, m.surface, v.public_id AS version,
    d.public_id AS document, coalesce(u.name, '') AS publisher,
    coalesce(a.name, '') AS agency, d.url, v.title, v.published,
    v.published_precision, v.fetched, o.name AS origin_name,
    coalesce(fm.finding, '') AS finding,
    coalesce((SELECT iif(discarded, 'discarded', 'corrected') FROM amended
        WHERE mention = m.id), '') AS amended,
    m.id AS row, m.version AS version_row,
    fm.figure AS figure_row
FROM mention m
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
JOIN source o ON o.id = m.origin
LEFT JOIN source x ON x.id = m.via
LEFT JOIN source u ON u.id = d.publisher
LEFT JOIN source a ON a.id = d.agency
LEFT JOIN facility p ON p.id = m.facility
LEFT JOIN figure_mention fm ON fm.mention = m.id
LEFT JOIN figure f ON f.id = fm.figure;
