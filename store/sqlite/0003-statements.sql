-- What the versions say. Rows are added, never changed.

-- A facility that a text names: the registry's, or a candidate.
CREATE TABLE facility (
    id         INTEGER PRIMARY KEY,
    public_id  TEXT NOT NULL UNIQUE,
    key        TEXT NOT NULL,                   -- in the registry, or empty
    name       TEXT NOT NULL,
    fold       TEXT NOT NULL,                   -- the name, to be compared
    kind       TEXT NOT NULL,
    place      TEXT NOT NULL,
    match      TEXT NOT NULL                    -- key of the closest one
) STRICT;

CREATE TABLE sighting (
    version    INTEGER NOT NULL REFERENCES version,
    facility   INTEGER NOT NULL REFERENCES facility,
    start_byte INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte   INTEGER NOT NULL CHECK (end_byte > start_byte),
    surface    TEXT NOT NULL,
    PRIMARY KEY (facility, version, start_byte)
) STRICT, WITHOUT ROWID;

CREATE INDEX sighting_version ON sighting (version);

-- What one sentence of one version says of one count. Offsets are bytes of
-- the version's text. A value that is not bounded on a side is NULL there.
CREATE TABLE mention (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
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
    confidence    INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100)
) STRICT;

CREATE INDEX mention_version ON mention (version);
CREATE INDEX mention_denied
    ON mention (metric, coalesce(value_high, value_low))
    WHERE polarity <> 'affirmed';

CREATE TABLE claim (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
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
    said_on       TEXT NOT NULL
) STRICT;

CREATE INDEX claim_version ON claim (version);
CREATE INDEX claim_answers ON claim (target) WHERE target IS NOT NULL;

-- What an analyst decided. Never part of what is derived, and never removed:
-- undoing is another row.
CREATE TABLE decision (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'correct',
        'discard', 'prefer', 'deprecate', 'note', 'resolve', 'explain',
        'reopen', 'undo')),
    target  TEXT NOT NULL,                      -- public id
    other   TEXT NOT NULL,                      -- public id, or empty
    value   TEXT NOT NULL,
    who     TEXT NOT NULL,
    at      INTEGER NOT NULL,
    why     TEXT NOT NULL,
    undoes  INTEGER REFERENCES decision
) STRICT;

CREATE INDEX decision_target ON decision (target);
