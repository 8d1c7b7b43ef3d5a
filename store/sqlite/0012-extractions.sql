-- A text is read again when the extractor has learned. Each reading of all
-- that is stored has a number; what a version says by it is added, what it no
-- longer says ends with it, and nothing is deleted. A mention is in force from
-- the reading "since" up to, but not with, the reading "until".
CREATE TABLE extraction (
    id        INTEGER PRIMARY KEY,
    extractor TEXT NOT NULL,                    -- its version; '': as it came
    at        INTEGER NOT NULL,
    who       TEXT NOT NULL,
    appeared  INTEGER NOT NULL,                 -- mentions and claims
    vanished  INTEGER NOT NULL,
    changed   INTEGER NOT NULL
) STRICT;

INSERT INTO extraction (id, extractor, at, who, appeared, vanished, changed)
VALUES (1, '', 0, '', 0, 0, 0);

-- The one that is in force: one row. Derived.
CREATE TABLE in_force (
    extraction INTEGER NOT NULL REFERENCES extraction
) STRICT;

INSERT INTO in_force (extraction) VALUES (1);

DROP VIEW figure_shown;
DROP VIEW mention_shown;
DROP VIEW claim_shown;
DROP VIEW event_shown;

CREATE TABLE mention_read (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL,
    version       INTEGER NOT NULL REFERENCES version,
    number_start  INTEGER NOT NULL CHECK (number_start >= 0),
    number_end    INTEGER NOT NULL CHECK (number_end > number_start),
    surface_start INTEGER NOT NULL CHECK (surface_start <= number_start),
    surface_end   INTEGER NOT NULL CHECK (surface_end >= number_end),
    quote_start   INTEGER NOT NULL CHECK (quote_start >= 0),
    quote_end     INTEGER NOT NULL CHECK (quote_end > quote_start),
    cue_start     INTEGER NOT NULL,
    cue_end       INTEGER NOT NULL,
    surface       TEXT NOT NULL,
    quote         TEXT NOT NULL,
    value_low     INTEGER CHECK (value_low >= 0),
    value_high    INTEGER CHECK (value_high >= 0),
    qualifier     TEXT NOT NULL CHECK (qualifier IN ('exact', 'approx',
        'at_least', 'more_than', 'up_to', 'less_than', 'range', 'vague')),
    counted       TEXT NOT NULL,
    term          TEXT NOT NULL,
    metric        TEXT NOT NULL,
    population    TEXT NOT NULL,                -- key of the group, or empty
    unit          TEXT NOT NULL CHECK (unit IN ('person', 'household', 'body',
        'case', 'building', 'incident', 'site', 'other')),
    measure       TEXT NOT NULL CHECK (
        measure IN ('unknown', 'stock', 'flow', 'cumulative', 'rate')),
    modality      TEXT NOT NULL CHECK (modality IN ('occurred', 'ongoing',
        'planned', 'forecast', 'feared', 'conditional', 'hypothetical')),
    polarity      TEXT NOT NULL CHECK (
        polarity IN ('affirmed', 'denied', 'doubted')),
    basis         TEXT NOT NULL CHECK (basis IN ('unstated',
        'documented_by_name', 'verified', 'official_register', 'body_count',
        'estimate', 'model', 'survey', 'witness')),
    speech        TEXT NOT NULL CHECK (
        speech IN ('none', 'direct', 'indirect', 'mixed')),
    facility      INTEGER REFERENCES facility,
    place         TEXT NOT NULL,
    period_start  TEXT NOT NULL,                -- ISO date prefix
    period_end    TEXT NOT NULL,
    as_of         TEXT NOT NULL,
    base          TEXT NOT NULL,
    origin        INTEGER NOT NULL REFERENCES source,
    attributed    INTEGER NOT NULL CHECK (attributed IN (0, 1)),
    via           INTEGER REFERENCES source,
    part_of       INTEGER REFERENCES mention,
    confidence    INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100),
    extractor     TEXT NOT NULL,                -- its version
    since         INTEGER NOT NULL,             -- extraction, or the next
    until         INTEGER                       -- NULL: still
) STRICT;

INSERT INTO mention_read
SELECT
    m.id, m.public_id, m.version, m.number_start, m.number_end,
    m.surface_start, m.surface_end, m.quote_start, m.quote_end, m.cue_start,
    m.cue_end, m.surface, m.quote, m.value_low, m.value_high, m.qualifier,
    m.counted, m.term, m.metric, m.population, m.unit, m.measure, m.modality,
    m.polarity, m.basis, m.speech, m.facility, m.place, m.period_start,
    m.period_end, m.as_of, m.base, m.origin, m.attributed, m.via, m.part_of,
    m.confidence, v.extractor, 1, NULL
FROM mention m JOIN version v ON v.id = m.version;

CREATE TABLE claim_read (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL,
    version       INTEGER NOT NULL REFERENCES version,
    kind          TEXT NOT NULL CHECK (kind IN ('assertion', 'denial', 'doubt',
        'confirmation', 'concession', 'responsibility', 'accusation',
        'correction', 'retraction', 'demand', 'pledge', 'forecast')),
    origin        INTEGER NOT NULL REFERENCES source,
    attributed    INTEGER NOT NULL CHECK (attributed IN (0, 1)),
    cue_start     INTEGER NOT NULL,
    cue_end       INTEGER NOT NULL,
    content_start INTEGER NOT NULL CHECK (content_start >= 0),
    content_end   INTEGER NOT NULL CHECK (content_end >= content_start),
    cue           TEXT NOT NULL,
    content       TEXT NOT NULL,
    target        INTEGER REFERENCES mention,   -- that it answers
    target_claim  INTEGER REFERENCES claim,
    target_origin TEXT NOT NULL,                -- name; or empty
    facility      INTEGER REFERENCES facility,
    place         TEXT NOT NULL,
    said_on       TEXT NOT NULL,
    extractor     TEXT NOT NULL,                -- its version
    since         INTEGER NOT NULL,             -- extraction, or the next
    until         INTEGER                       -- NULL: still
) STRICT;

INSERT INTO claim_read
SELECT
    c.id, c.public_id, c.version, c.kind, c.origin, c.attributed, c.cue_start,
    c.cue_end, c.content_start, c.content_end, c.cue, c.content, c.target,
    c.target_claim, c.target_origin, c.facility, c.place, c.said_on,
    v.extractor, 1, NULL
FROM claim c JOIN version v ON v.id = c.version;

CREATE TABLE sighting_read (
    version    INTEGER NOT NULL REFERENCES version,
    facility   INTEGER NOT NULL REFERENCES facility,
    start_byte INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte   INTEGER NOT NULL CHECK (end_byte > start_byte),
    surface    TEXT NOT NULL,
    since      INTEGER NOT NULL,
    until      INTEGER,
    PRIMARY KEY (facility, version, start_byte, since)
) STRICT, WITHOUT ROWID;

INSERT INTO sighting_read
SELECT version, facility, start_byte, end_byte, surface, 1, NULL FROM sighting;

DROP TABLE sighting;
DROP TABLE claim;
DROP TABLE mention;
ALTER TABLE mention_read RENAME TO mention;
ALTER TABLE claim_read RENAME TO claim;
ALTER TABLE sighting_read RENAME TO sighting;

CREATE UNIQUE INDEX mention_public_id ON mention (public_id, since);
CREATE INDEX mention_version ON mention (version);
CREATE INDEX mention_denied
    ON mention (metric, coalesce(value_high, value_low))
    WHERE polarity <> 'affirmed';
CREATE UNIQUE INDEX claim_public_id ON claim (public_id, since);
CREATE INDEX claim_version ON claim (version);
CREATE INDEX claim_answers ON claim (target) WHERE target IS NOT NULL;
CREATE INDEX sighting_version ON sighting (version);

CREATE VIEW mention_now AS
SELECT m.* FROM mention m
WHERE m.since <= (SELECT extraction FROM in_force)
    AND (m.until IS NULL OR m.until > (SELECT extraction FROM in_force));

CREATE VIEW claim_now AS
SELECT c.* FROM claim c
WHERE c.since <= (SELECT extraction FROM in_force)
    AND (c.until IS NULL OR c.until > (SELECT extraction FROM in_force));

CREATE VIEW sighting_now AS
SELECT g.* FROM sighting g
WHERE g.since <= (SELECT extraction FROM in_force)
    AND (g.until IS NULL OR g.until > (SELECT extraction FROM in_force));

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
    m.extractor,
    coalesce((SELECT at FROM extraction WHERE id = m.until), 0) AS ended,
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

CREATE VIEW claim_shown AS
SELECT c.public_id AS id, c.kind, o.public_id AS origin, o.name AS origin_name,
    o.kind AS origin_kind, c.cue, c.content,
    coalesce((SELECT f.public_id FROM claim_target t
        JOIN figure f ON f.id = t.figure WHERE t.claim = c.id
        ORDER BY t.figure LIMIT 1),
        (SELECT public_id FROM claim WHERE id = c.target_claim), '') AS target,
    c.target_origin, v.public_id AS version, d.public_id AS document,
    coalesce(u.name, '') AS publisher, d.url, c.content_start, c.content_end,
    v.published, v.published_precision, v.fetched, c.id AS row,
    c.version AS version_row
FROM claim c
JOIN version v ON v.id = c.version
JOIN document d ON d.id = v.document
JOIN source o ON o.id = c.origin
LEFT JOIN source u ON u.id = d.publisher;

CREATE VIEW event_shown AS
SELECT e.at, e.kind, coalesce(f.public_id, '') AS figure,
    coalesce(o.public_id, '') AS other, coalesce(c.public_id, '') AS claim,
    coalesce(d.public_id, '') AS dispute,
    coalesce(v.public_id, '') AS version,
    coalesce(p.public_id, '') AS facility, e.words, e.id AS row,
    e.version AS version_row, e.dispute AS dispute_row
FROM event e
LEFT JOIN figure f ON f.id = e.figure
LEFT JOIN figure o ON o.id = e.other
LEFT JOIN claim c ON c.id = e.claim
LEFT JOIN dispute d ON d.id = e.dispute
LEFT JOIN version v ON v.id = e.version
LEFT JOIN facility p ON p.id = e.facility;
