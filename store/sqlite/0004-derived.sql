-- What follows from the statements. All of it can be derived again, with the
-- same public ids.

-- One origin's assertion of one quantity.
CREATE TABLE figure (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
    origin        INTEGER NOT NULL REFERENCES source,
    attributed    INTEGER NOT NULL CHECK (attributed IN (0, 1)),
    metric        TEXT NOT NULL,
    family        TEXT NOT NULL,                -- the widest metric above it
    unit          TEXT NOT NULL,
    measure       TEXT NOT NULL,
    modality      TEXT NOT NULL,
    basis         TEXT NOT NULL,
    population    TEXT NOT NULL,
    place         TEXT NOT NULL,
    place_path    TEXT NOT NULL,                -- "/syria/rif-dimashq/"
    facility      INTEGER REFERENCES facility,
    value_low     INTEGER,
    value_high    INTEGER,
    qualifier     TEXT NOT NULL,
    stated        INTEGER NOT NULL,             -- the number as stated
    period_start  TEXT NOT NULL,
    period_end    TEXT NOT NULL,
    as_of         TEXT NOT NULL,
    base          TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('reported', 'corroborated',
        'conceded', 'contested', 'discounted', 'corrected', 'retracted')),
    part_of       INTEGER REFERENCES figure,
    superseded_by INTEGER REFERENCES figure,
    superseded_how TEXT NOT NULL DEFAULT '' CHECK (superseded_how IN ('',
        'update', 'revision_up', 'revision_down', 'correction', 'rebase')),
    rank          TEXT NOT NULL DEFAULT 'normal' CHECK (
        rank IN ('preferred', 'normal', 'deprecated')),
    rank_reason   TEXT NOT NULL DEFAULT '',
    n_mentions    INTEGER NOT NULL DEFAULT 0,
    n_publishers  INTEGER NOT NULL DEFAULT 0,
    n_origins     INTEGER NOT NULL DEFAULT 1,
    first_read    INTEGER NOT NULL,
    said          INTEGER NOT NULL,             -- published; else 0
    said_precision INTEGER NOT NULL,
    best          INTEGER NOT NULL REFERENCES mention
) STRICT;

-- The ways in which figures to compare with are found.
CREATE INDEX figure_series ON figure (origin, metric);
CREATE INDEX figure_facility ON figure (facility, family)
    WHERE facility IS NOT NULL;
CREATE INDEX figure_place ON figure (place_path, family);
CREATE INDEX figure_stated ON figure (stated);
CREATE INDEX figure_family ON figure (family, stated);
CREATE INDEX figure_metric ON figure (metric);
CREATE INDEX figure_superseded ON figure (superseded_by)
    WHERE superseded_by IS NOT NULL;
CREATE INDEX figure_part ON figure (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX figure_best ON figure (best);
CREATE INDEX figure_first_read ON figure (first_read);

CREATE TABLE figure_mention (
    mention INTEGER PRIMARY KEY REFERENCES mention,
    figure  INTEGER NOT NULL REFERENCES figure,
    finding TEXT NOT NULL DEFAULT '' CHECK (finding IN ('', 'restated',
        'qualifier_lost', 'origin_changed', 'number_changed', 'corrected'))
) STRICT;

CREATE INDEX figure_mention_figure ON figure_mention (figure);

CREATE TABLE relation (
    figure INTEGER NOT NULL REFERENCES figure,
    other  INTEGER NOT NULL REFERENCES figure CHECK (other > figure),
    kind   TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (figure, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX relation_other ON relation (other);
CREATE INDEX relation_kind ON relation (kind);

CREATE TABLE dispute (
    id         INTEGER PRIMARY KEY,
    public_id  TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('contradiction',
        'bound_violation', 'number_drift', 'denial')),
    cause      TEXT NOT NULL CHECK (cause IN ('definition', 'population',
        'place_scope', 'period_scope', 'basis', 'party_interest', 'lag',
        'arithmetic', 'transcription', 'unknown')),
    state      TEXT NOT NULL CHECK (state IN ('open', 'narrowed', 'superseded',
        'explained', 'resolved', 'dormant', 'reopened')),
    figure     INTEGER NOT NULL REFERENCES figure, -- its scope is that of it
    reason     TEXT NOT NULL,
    gap_low    INTEGER,
    gap_high   INTEGER,
    since      INTEGER NOT NULL,                -- said
    since_precision INTEGER NOT NULL,
    opened     INTEGER NOT NULL                 -- first read
) STRICT;

CREATE INDEX dispute_figure ON dispute (figure);
CREATE INDEX dispute_state_kind ON dispute (state);

-- A side is one figure or more, or the claims of one who denies.
CREATE TABLE dispute_side (
    dispute INTEGER NOT NULL REFERENCES dispute,
    side    INTEGER NOT NULL CHECK (side >= 0),
    figure  INTEGER REFERENCES figure,
    claim   INTEGER REFERENCES claim,
    CHECK ((figure IS NULL) <> (claim IS NULL)),
    UNIQUE (dispute, figure),
    UNIQUE (dispute, claim)
) STRICT;

CREATE INDEX dispute_side_figure ON dispute_side (figure)
    WHERE figure IS NOT NULL;
CREATE INDEX dispute_side_claim ON dispute_side (claim)
    WHERE claim IS NOT NULL;

-- The history of a dispute: rows are added.
CREATE TABLE dispute_history (
    id      INTEGER PRIMARY KEY,
    dispute INTEGER NOT NULL REFERENCES dispute,
    at      INTEGER NOT NULL,
    state   TEXT NOT NULL,
    reason  TEXT NOT NULL
) STRICT;

CREATE INDEX dispute_history_dispute ON dispute_history (dispute);

-- Which figure a claim answers.
CREATE TABLE claim_target (
    claim  INTEGER NOT NULL REFERENCES claim,
    figure INTEGER NOT NULL REFERENCES figure,
    PRIMARY KEY (claim, figure)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_target_figure ON claim_target (figure);

-- What happened, for the digest.
CREATE TABLE event (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    figure   INTEGER REFERENCES figure,
    other    INTEGER REFERENCES figure,
    claim    INTEGER REFERENCES claim,
    dispute  INTEGER REFERENCES dispute,
    version  INTEGER REFERENCES version,
    facility INTEGER REFERENCES facility,
    words    TEXT NOT NULL
) STRICT;

CREATE INDEX event_at ON event (at);
CREATE INDEX event_version ON event (version);
