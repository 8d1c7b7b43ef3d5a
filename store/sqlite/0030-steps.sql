-- What was derived at a step: for each row that changes after it, what it was
-- before. A step is the newest version and the newest decision. A row was at a
-- step what its image with the least "upto" beyond it has; without one, what it
-- is. It was not there where that image says so. Images have the columns of
-- their table, in its order: what is added to the one is added to the other,
-- before "upto".
CREATE TABLE step (
    at   INTEGER NOT NULL,                      -- version << 24 | decision
    kept INTEGER NOT NULL                       -- images are kept from then on
) STRICT;

-- What was derived before has other numbers of rows than it will have when it
-- is derived anew: till then there would be images of all of it.
INSERT INTO step (at, kept)
SELECT n, iif(EXISTS (SELECT 1 FROM figure), 9223372036854775807, n)
FROM (SELECT coalesce((SELECT max(id) FROM version), 0) << 24
    | coalesce((SELECT max(id) FROM decision), 0) AS n);

CREATE TRIGGER version_step AFTER INSERT ON version BEGIN
    UPDATE step SET at = new.id << 24 | (at & 16777215);
END;

-- When a decision took effect.
CREATE TABLE decision_step (
    decision INTEGER PRIMARY KEY REFERENCES decision,
    step     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER decision_step_add AFTER INSERT ON decision BEGIN
    UPDATE step SET at = (at >> 24) << 24 | new.id;
    INSERT INTO decision_step (decision, step) SELECT new.id, at FROM step;
END;

CREATE TABLE figure_was (
    id             INTEGER NOT NULL,
    public_id      TEXT,
    origin         INTEGER,
    attributed     INTEGER,
    metric         TEXT,
    family         TEXT,
    unit           TEXT,
    measure        TEXT,
    modality       TEXT,
    basis          TEXT,
    population     TEXT,
    place          TEXT,
    place_path     TEXT,
    facility       INTEGER,
    value_low      INTEGER,
    value_high     INTEGER,
    qualifier      TEXT,
    stated         INTEGER,
    period_start   TEXT,
    period_end     TEXT,
    as_of          TEXT,
    base           TEXT,
    status         TEXT,
    part_of        INTEGER,
    superseded_by  INTEGER,
    superseded_how TEXT,
    rank           TEXT,
    rank_reason    TEXT,
    n_mentions     INTEGER,
    n_publishers   INTEGER,
    n_origins      INTEGER,
    first_read     INTEGER,
    said           INTEGER,
    said_precision INTEGER,
    best           INTEGER,
    spot           TEXT,
    stands         INTEGER,
    clock          INTEGER,
    surface        TEXT,
    story          INTEGER,
    until          INTEGER,
    number_start   INTEGER,
    upto           INTEGER NOT NULL,
    there          INTEGER NOT NULL,
    PRIMARY KEY (id, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER figure_added AFTER INSERT ON figure BEGIN
    INSERT OR IGNORE INTO figure_was (id, upto, there)
    SELECT new.id, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER figure_gone BEFORE DELETE ON figure BEGIN
    INSERT OR IGNORE INTO figure_was
    SELECT t.*, s.at, 1 FROM figure t, step s
    WHERE t.id = old.id AND s.kept <= s.at;
END;

-- Its mentions are counted as they were.
CREATE TRIGGER figure_changed BEFORE UPDATE OF public_id, origin, attributed,
    metric, family, unit, measure, modality, basis, population, place,
    place_path, facility, value_low, value_high, qualifier, stated,
    period_start, period_end, as_of, base, status, part_of, superseded_by,
    superseded_how, rank, rank_reason, n_origins, first_read, said,
    said_precision, best, spot, stands, clock, surface, story, until,
    number_start
ON figure BEGIN
    INSERT OR IGNORE INTO figure_was
    SELECT t.*, s.at, 1 FROM figure t, step s
    WHERE t.id = old.id AND s.kept <= s.at;
END;

CREATE TABLE figure_mention_was (
    mention   INTEGER NOT NULL,
    figure    INTEGER,
    finding   TEXT,
    publisher INTEGER,
    upto      INTEGER NOT NULL,
    there     INTEGER NOT NULL,
    PRIMARY KEY (mention, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER figure_mention_added AFTER INSERT ON figure_mention BEGIN
    INSERT OR IGNORE INTO figure_mention_was (mention, upto, there)
    SELECT new.mention, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER figure_mention_gone BEFORE DELETE ON figure_mention BEGIN
    INSERT OR IGNORE INTO figure_mention_was
    SELECT t.*, s.at, 1 FROM figure_mention t, step s
    WHERE t.mention = old.mention AND s.kept <= s.at;
END;

CREATE TRIGGER figure_mention_changed BEFORE UPDATE ON figure_mention
WHEN (old.figure, old.finding, old.publisher)
    IS NOT (new.figure, new.finding, new.publisher)
BEGIN
    INSERT OR IGNORE INTO figure_mention_was
    SELECT t.*, s.at, 1 FROM figure_mention t, step s
    WHERE t.mention = old.mention AND s.kept <= s.at;
END;

CREATE TABLE relation_was (
    figure   INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    kind     TEXT,
    reason   TEXT,
    disputed INTEGER,
    upto     INTEGER NOT NULL,
    there    INTEGER NOT NULL,
    PRIMARY KEY (figure, other, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER relation_added AFTER INSERT ON relation BEGIN
    INSERT OR IGNORE INTO relation_was (figure, other, upto, there)
    SELECT new.figure, new.other, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER relation_gone BEFORE DELETE ON relation BEGIN
    INSERT OR IGNORE INTO relation_was
    SELECT t.*, s.at, 1 FROM relation t, step s
    WHERE t.figure = old.figure AND t.other = old.other AND s.kept <= s.at;
END;

CREATE TRIGGER relation_changed BEFORE UPDATE ON relation
WHEN (old.kind, old.reason, old.disputed)
    IS NOT (new.kind, new.reason, new.disputed)
BEGIN
    INSERT OR IGNORE INTO relation_was
    SELECT t.*, s.at, 1 FROM relation t, step s
    WHERE t.figure = old.figure AND t.other = old.other AND s.kept <= s.at;
END;

CREATE TABLE dispute_was (
    id              INTEGER NOT NULL,
    public_id       TEXT,
    kind            TEXT,
    cause           TEXT,
    state           TEXT,
    figure          INTEGER,
    reason          TEXT,
    gap_low         INTEGER,
    gap_high        INTEGER,
    since           INTEGER,
    since_precision INTEGER,
    opened          INTEGER,
    denier          INTEGER,
    denied          INTEGER,
    corrected       INTEGER,
    decision        INTEGER,
    first           INTEGER,
    second          INTEGER,
    reopened        INTEGER,
    upto            INTEGER NOT NULL,
    there           INTEGER NOT NULL,
    PRIMARY KEY (id, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER dispute_added AFTER INSERT ON dispute BEGIN
    INSERT OR IGNORE INTO dispute_was (id, upto, there)
    SELECT new.id, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER dispute_gone BEFORE DELETE ON dispute BEGIN
    INSERT OR IGNORE INTO dispute_was
    SELECT t.*, s.at, 1 FROM dispute t, step s
    WHERE t.id = old.id AND s.kept <= s.at;
END;

CREATE TRIGGER dispute_changed BEFORE UPDATE ON dispute
WHEN (old.public_id, old.kind, old.cause, old.state, old.figure, old.reason,
    old.gap_low, old.gap_high, old.since, old.since_precision, old.opened,
    old.denier, old.denied, old.corrected, old.decision, old.first, old.second,
    old.reopened)
    IS NOT (new.public_id, new.kind, new.cause, new.state, new.figure,
    new.reason, new.gap_low, new.gap_high, new.since, new.since_precision,
    new.opened, new.denier, new.denied, new.corrected, new.decision, new.first,
    new.second, new.reopened)
BEGIN
    INSERT OR IGNORE INTO dispute_was
    SELECT t.*, s.at, 1 FROM dispute t, step s
    WHERE t.id = old.id AND s.kept <= s.at;
END;

CREATE TABLE dispute_side_was (
    dispute INTEGER,
    side    INTEGER,
    figure  INTEGER,
    claim   INTEGER,
    origin  INTEGER,
    live    INTEGER,
    since   INTEGER,
    said    INTEGER,
    upto    INTEGER NOT NULL,
    there   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX dispute_side_was_key ON dispute_side_was (dispute,
    coalesce(figure, claim), claim IS NULL, upto);

CREATE TRIGGER dispute_side_added AFTER INSERT ON dispute_side BEGIN
    INSERT OR IGNORE INTO dispute_side_was (dispute, figure, claim, upto, there)
    SELECT new.dispute, new.figure, new.claim, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER dispute_side_gone BEFORE DELETE ON dispute_side BEGIN
    INSERT OR IGNORE INTO dispute_side_was
    SELECT t.*, s.at, 1 FROM dispute_side t, step s
    WHERE t.rowid = old.rowid AND s.kept <= s.at;
END;

CREATE TRIGGER dispute_side_changed BEFORE UPDATE ON dispute_side
WHEN (old.dispute, old.side, old.figure, old.claim, old.origin, old.live,
    old.since, old.said)
    IS NOT (new.dispute, new.side, new.figure, new.claim, new.origin,
    new.live, new.since, new.said)
BEGIN
    INSERT OR IGNORE INTO dispute_side_was
    SELECT t.*, s.at, 1 FROM dispute_side t, step s
    WHERE t.rowid = old.rowid AND s.kept <= s.at;
END;

CREATE TRIGGER dispute_side_moved AFTER UPDATE OF dispute ON dispute_side BEGIN
    INSERT OR IGNORE INTO dispute_side_was (dispute, figure, claim, upto, there)
    SELECT new.dispute, new.figure, new.claim, at, 0 FROM step WHERE kept <= at;
END;

CREATE TABLE dispute_name_was (
    public_id TEXT NOT NULL,
    kind      TEXT,
    figure    INTEGER,
    upto      INTEGER NOT NULL,
    there     INTEGER NOT NULL,
    PRIMARY KEY (public_id, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER dispute_name_added AFTER INSERT ON dispute_name BEGIN
    INSERT OR IGNORE INTO dispute_name_was (public_id, upto, there)
    SELECT new.public_id, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER dispute_name_gone BEFORE DELETE ON dispute_name BEGIN
    INSERT OR IGNORE INTO dispute_name_was
    SELECT t.*, s.at, 1 FROM dispute_name t, step s
    WHERE t.public_id = old.public_id AND s.kept <= s.at;
END;

CREATE TRIGGER dispute_name_changed BEFORE UPDATE ON dispute_name
WHEN (old.kind, old.figure)
    IS NOT (new.kind, new.figure)
BEGIN
    INSERT OR IGNORE INTO dispute_name_was
    SELECT t.*, s.at, 1 FROM dispute_name t, step s
    WHERE t.public_id = old.public_id AND s.kept <= s.at;
END;

CREATE TABLE claim_target_was (
    claim  INTEGER NOT NULL,
    figure INTEGER NOT NULL,
    upto   INTEGER NOT NULL,
    there  INTEGER NOT NULL,
    PRIMARY KEY (claim, figure, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_target_added AFTER INSERT ON claim_target BEGIN
    INSERT OR IGNORE INTO claim_target_was (claim, figure, upto, there)
    SELECT new.claim, new.figure, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER claim_target_gone BEFORE DELETE ON claim_target BEGIN
    INSERT OR IGNORE INTO claim_target_was
    SELECT t.*, s.at, 1 FROM claim_target t, step s
    WHERE t.claim = old.claim AND t.figure = old.figure AND s.kept <= s.at;
END;

CREATE TABLE event_was (
    id       INTEGER NOT NULL,
    at       INTEGER,
    kind     TEXT,
    figure   INTEGER,
    other    INTEGER,
    claim    INTEGER,
    dispute  INTEGER,
    version  INTEGER,
    facility INTEGER,
    words    TEXT,
    upto     INTEGER NOT NULL,
    there    INTEGER NOT NULL,
    PRIMARY KEY (id, upto)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_added AFTER INSERT ON event BEGIN
    INSERT OR IGNORE INTO event_was (id, upto, there)
    SELECT new.id, at, 0 FROM step WHERE kept <= at;
END;

CREATE TRIGGER event_gone BEFORE DELETE ON event BEGIN
    INSERT OR IGNORE INTO event_was
    SELECT t.*, s.at, 1 FROM event t, step s
    WHERE t.id = old.id AND s.kept <= s.at;
END;

CREATE TRIGGER event_changed BEFORE UPDATE ON event
WHEN (old.at, old.kind, old.figure, old.other, old.claim, old.dispute,
    old.version, old.facility, old.words)
    IS NOT (new.at, new.kind, new.figure, new.other, new.claim, new.dispute,
    new.version, new.facility, new.words)
BEGIN
    INSERT OR IGNORE INTO event_was
    SELECT t.*, s.at, 1 FROM event t, step s
    WHERE t.id = old.id AND s.kept <= s.at;
END;

-- They are looked for as the rows that they are of.
CREATE INDEX figure_was_public_id ON figure_was (public_id) WHERE there;
CREATE INDEX figure_was_metric ON figure_was (metric, said DESC) WHERE there;
CREATE INDEX figure_was_place ON figure_was (place_path, metric, said DESC)
    WHERE there;
CREATE INDEX figure_was_facility ON figure_was (facility, metric) WHERE there;
CREATE INDEX figure_was_origin ON figure_was (origin, metric, spot) WHERE there;
CREATE INDEX figure_was_spot ON figure_was (spot, family) WHERE there;
CREATE INDEX figure_was_part ON figure_was (part_of)
    WHERE there AND part_of IS NOT NULL;
CREATE INDEX figure_was_superseded ON figure_was (superseded_by)
    WHERE there AND superseded_by IS NOT NULL;
CREATE INDEX figure_was_first_read ON figure_was (first_read) WHERE there;
CREATE INDEX figure_mention_was_figure ON figure_mention_was (figure)
    WHERE there;
CREATE INDEX relation_was_other ON relation_was (other) WHERE there;
CREATE INDEX dispute_was_public_id ON dispute_was (public_id) WHERE there;
CREATE INDEX dispute_side_was_figure ON dispute_side_was (figure) WHERE there;
CREATE INDEX claim_target_was_figure ON claim_target_was (figure) WHERE there;
CREATE INDEX event_was_at ON event_was (at) WHERE there;
CREATE INDEX event_was_version ON event_was (version) WHERE there;
CREATE INDEX event_was_dispute ON event_was (dispute) WHERE there;

-- Where figures were ever counted.
CREATE VIEW counted_at AS SELECT place_path AS path FROM figure;
