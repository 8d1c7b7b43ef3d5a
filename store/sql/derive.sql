-- Deriving figures, relations, disputes and events.

-- The version before is that which was read at the same address, if there is
-- one: what a page for phones leaves out was not taken out.
-- name: work_version
SELECT v.document, coalesce(d.story, d.id), v.fetched, v.change,
    v.published, v.published_precision, coalesce((SELECT max(id) FROM version
        WHERE document = v.document AND id < v.id AND change <> 'removed'
            AND read_at = v.read_at),
        (SELECT max(id) FROM version
            WHERE document = v.document AND id < v.id
                AND change <> 'removed'), 0),
    v.note, coalesce((SELECT max(id) FROM version
        WHERE document = iif(d.story <> d.id, d.story, d.translation_of)
            AND id < v.id AND change <> 'removed'), 0),
    coalesce(d.publisher, 0)
FROM version v JOIN document d ON d.id = v.document WHERE v.id = $1;

-- As the decisions in force have it: store/decide.h.
-- name: work_mentions
SELECT m.id, coalesce(m.part_of, 0), m.polarity,
    coalesce((SELECT figure FROM figure_mention WHERE mention = m.id), 0),
    o.id, m.attributed OR x.origin IS NOT NULL, o.unnamed, o.root, o.name,
    o.kind, o.party = '', m.metric, m.population,
    iif(coalesce(p.place, '') <> '', p.place, m.place), coalesce(p.id, 0),
    coalesce(p.name, ''), m.unit, m.measure, m.modality, m.basis, m.value_low,
    m.value_high, m.qualifier, m.period_start, m.period_end, m.as_of, m.base,
    m.surface, m.number_start, coalesce(x.discarded, 0),
    coalesce(x.changes, '')
FROM mention_now m
LEFT JOIN amended x ON x.mention = m.id
JOIN source o ON o.id = coalesce((SELECT target FROM merged_source
        WHERE source = coalesce(x.origin, m.origin)), x.origin, m.origin)
LEFT JOIN facility p ON p.id = coalesce((SELECT target FROM merged_facility
        WHERE facility = coalesce(x.facility, m.facility)),
    x.facility, m.facility)
WHERE m.version = $1
ORDER BY m.id;

-- name: figure_find
SELECT id FROM figure WHERE public_id = $1;

-- name: figure_load
SELECT * FROM figure_full WHERE row = $1;

-- The rows of what is derived are numbered by what they come from, so that one
-- more figure or dispute moves no other: a figure by the mention that it was
-- made for, what happened and disputes by the version, and one by one.
-- name: figure_add
INSERT INTO figure (public_id, origin, attributed, metric, family, unit,
    modality, status, first_read, measure, basis, population, place,
    place_path, facility, value_low, value_high, qualifier, stated,
    period_start, period_end, as_of, base, spot, stands, clock, said,
    said_precision, best, id, surface, story,
    number_start)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'reported', $8, $9, $10, $11, $12, $13,
    $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
    $28, $29, $30, $31);

-- name: figure_mention_add
INSERT INTO figure_mention (mention, figure, finding, publisher)
VALUES ($1, $2, $3, $4);

-- One mention more, of that publisher.
-- name: figure_count
UPDATE figure SET n_mentions = n_mentions + 1,
    n_publishers = n_publishers + (SELECT count(*) = 1 FROM (
        SELECT 1 FROM figure_mention WHERE figure = $1 AND publisher IS $2
        LIMIT 2))
WHERE id = $1;

-- Copies say so again, and nothing is written.
-- name: figure_set_part_of
UPDATE figure SET part_of = $1
WHERE id = $2 AND id <> $1 AND part_of IS NOT $1;

-- name: event_add
INSERT INTO event (at, kind, figure, other, claim, dispute, version, facility,
    words, id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
    max((SELECT coalesce(max(id), 0) FROM event), $7 << 16) + 1);

-- name: figure_keys
SELECT s.public_id, coalesce(p.public_id, '')
FROM source s LEFT JOIN facility p ON s.id = $1 AND p.id = $2
WHERE s.id = $1;

-- What an origin has said that may be said again, not long before or after
-- where that matters: the same number, before ...
-- name: figure_alike
SELECT f.* FROM (
    SELECT id FROM figure
    WHERE origin = $1 AND metric = $2 AND stated = $3
        AND said BETWEEN $4 AND $5
    ORDER BY said DESC LIMIT 30) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE f.unit = $6;

-- ... or after ($4 to $5), as the start of a range, by a vague figure ($6 to $5)
-- or, if this one is vague ($7), any at the spot.
-- name: figure_alike_else
SELECT f.* FROM (
    SELECT id FROM (SELECT id FROM figure
        WHERE origin = $1 AND metric = $2 AND stated = $3
            AND said > $4 AND said <= $5
        ORDER BY said LIMIT 10)
    UNION ALL SELECT id FROM (SELECT id FROM figure INDEXED BY figure_low
        WHERE origin = $1 AND metric = $2 AND value_low = $3
            AND value_low <> stated AND said BETWEEN $6 AND $5
        LIMIT 10)
    UNION ALL SELECT id FROM (SELECT id FROM figure INDEXED BY figure_vague
        WHERE origin = $1 AND metric = $2 AND qualifier = 'vague'
            AND said BETWEEN $6 AND $5
        ORDER BY said DESC LIMIT 10)
    UNION ALL SELECT id FROM (SELECT id FROM figure INDEXED BY figure_series
        WHERE $7 AND origin = $1 AND metric = $2 AND spot = $8
            AND said BETWEEN $6 AND $5
        ORDER BY stands DESC LIMIT 30)) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE f.unit = $9;

-- What an origin said of the same for times about then: the nearest before
-- and after.
-- name: figure_series
SELECT f.* FROM (
    SELECT id FROM (SELECT id FROM figure
        WHERE origin = $1 AND metric = $2 AND spot = $3 AND stands <= $4
            AND unit = $5 AND population = $6
        ORDER BY stands DESC LIMIT 12)
    UNION ALL SELECT id FROM (SELECT id FROM figure
        WHERE origin = $1 AND metric = $2 AND spot = $3 AND stands > $4
            AND unit = $5 AND population = $6
        ORDER BY stands LIMIT 8)) c
CROSS JOIN figure_full f ON f.row = c.id;

-- name: figure_refine
UPDATE figure SET measure = $1, basis = $2, population = $3, place = $4,
    place_path = $5, facility = $6, value_low = $7, value_high = $8,
    qualifier = $9, stated = $10, period_start = $11, period_end = $12,
    as_of = $13, base = $14, spot = $15, stands = $16, clock = $17, said = $18,
    said_precision = $19, best = $20, surface = $21, story = $22,
    number_start = $23
WHERE id = $24;

-- name: mention_finding
UPDATE figure_mention SET finding = $1 WHERE mention = $2 AND finding = '';

-- name: figure_supersede
UPDATE figure SET superseded_by = $1, superseded_how = $2,
    status = iif($3 = '', status, $3), until = $4
WHERE id = $5;

-- Does what replaced a figure lead to another one?
-- name: figure_leads_to
WITH RECURSIVE later(id) AS (
    SELECT superseded_by FROM figure WHERE id = $1
    UNION
    SELECT f.superseded_by FROM later JOIN figure f ON f.id = later.id)
SELECT count(*) FROM later WHERE id = $2;

-- What has replaced a figure, until when it stood, and is it in a dispute?
-- name: figure_link
SELECT coalesce(superseded_by, 0), until,
    EXISTS (SELECT 1 FROM dispute_side WHERE figure = $1)
FROM figure WHERE id = $1;

-- name: figure_revive
UPDATE figure SET superseded_by = NULL, superseded_how = '',
    status = iif(status = 'corrected', 'reported', status),
    until = iif(status = 'retracted', until, 9223372036854775807)
WHERE id = $1;

-- name: figure_retract
UPDATE figure SET status = 'retracted', until = min(until, $1)
WHERE id = $2 AND status <> 'retracted';

-- name: figure_reassert
UPDATE figure SET status = 'reported', until = coalesce((SELECT n.said
    FROM figure n WHERE n.id = figure.superseded_by), 9223372036854775807)
WHERE id = $1 AND status = 'retracted';

-- What a figure has replaced in its origin's series.
-- name: figure_replaced
SELECT f.* FROM figure g CROSS JOIN figure_full f ON f.row = g.id
WHERE g.superseded_by = $1 AND g.until = $2 AND g.status <> 'corrected'
ORDER BY g.stands, g.said, g.public_id;

-- name: denial_told
SELECT count(*) FROM event e JOIN claim c ON c.id = e.claim
WHERE e.version = $1 AND e.kind = 'denial' AND e.figure = $2
    AND c.origin = $3;

-- Is a figure still stated by another document, in its version that was the
-- newest when this one was read?
-- name: figure_elsewhere
SELECT EXISTS (SELECT 1 FROM figure_mention fm
    JOIN mention m ON m.id = fm.mention
    JOIN version v ON v.id = m.version
    JOIN document d ON d.id = v.document
    WHERE fm.figure = $1 AND coalesce(d.story, d.id) <> $2
        AND v.id = (SELECT max(id) FROM version
            WHERE document = v.document AND id <= $3));

-- What stands, or stood at some time since $5, beside a figure, $3.
-- name: figure_crowd
SELECT * FROM (SELECT id, clock, stands, said, public_id FROM figure
    WHERE spot = $1 AND family = $2 AND clock IN (0, 1, 2, 3) AND id <> $3
        AND superseded_by IS NULL AND status NOT IN ('corrected', 'retracted')
    LIMIT $4)
UNION ALL SELECT * FROM (SELECT id, clock, stands, said, public_id FROM figure
    WHERE spot = $1 AND family = $2 AND until > $5
        AND until < 9223372036854775807 AND id <> $3
        AND superseded_by IS NOT NULL
        AND status NOT IN ('corrected', 'retracted')
    LIMIT $4);

-- What a figure that is said at $4 sees of those counted alike in time: what
-- stood then and was said before it, the last first. store/view.h
-- name: figure_view
SELECT id FROM (
    SELECT * FROM (SELECT id, said, public_id FROM figure
        WHERE spot = $1 AND family = $2 AND clock = $3 AND said <= $4
            AND (said, public_id) < ($4, $5) AND superseded_by IS NULL
            AND status NOT IN ('corrected', 'retracted')
        ORDER BY said DESC, public_id DESC LIMIT $6)
    UNION ALL SELECT * FROM (SELECT id, said, public_id FROM figure
        WHERE spot = $1 AND family = $2 AND clock = $3
            AND until > $4 AND until < 9223372036854775807
            AND (said, public_id) < ($4, $5) AND superseded_by IS NOT NULL
            AND status NOT IN ('corrected', 'retracted')
        ORDER BY said DESC, public_id DESC LIMIT $6))
ORDER BY said DESC, public_id DESC LIMIT $6;

-- ... and of those for the days about its own, $7.
-- name: figure_view_days
SELECT id FROM (
    SELECT * FROM (SELECT id, stands, said, public_id FROM figure
        WHERE spot = $1 AND family = $2 AND clock = $3
            AND (said, public_id) < ($4, $5) AND superseded_by IS NULL
            AND status NOT IN ('corrected', 'retracted')
            AND stands BETWEEN $6 - 1 AND $6 + 1
        ORDER BY stands DESC, said DESC, public_id DESC LIMIT $7)
    UNION ALL SELECT * FROM (SELECT id, stands, said, public_id FROM figure
        WHERE spot = $1 AND family = $2 AND clock = $3
            AND until > $4 AND until < 9223372036854775807
            AND (said, public_id) < ($4, $5) AND superseded_by IS NOT NULL
            AND status NOT IN ('corrected', 'retracted')
            AND stands BETWEEN $6 - 1 AND $6 + 1
        ORDER BY stands DESC, said DESC, public_id DESC LIMIT $7))
ORDER BY stands DESC, said DESC, public_id DESC LIMIT $7;

-- Is anything said at a spot from $3 on beside $4?
-- name: figure_followed
SELECT EXISTS (SELECT 1 FROM figure
        WHERE spot = $1 AND family = $2 AND clock IN (0, 1, 2, 3)
            AND said >= $3 AND id <> $4 AND superseded_by IS NULL)
    OR EXISTS (SELECT 1 FROM figure
        WHERE spot = $1 AND family = $2 AND until > $3
            AND until < 9223372036854775807 AND said >= $3 AND id <> $4);

-- When so many, $6, were said after a figure, and stand, that nobody sees it?
-- name: figure_buried
SELECT said FROM figure
WHERE spot = $1 AND family = $2 AND clock = $3 AND said >= $4
    AND (said, public_id) > ($4, $5) AND superseded_by IS NULL
    AND status NOT IN ('corrected', 'retracted')
ORDER BY said LIMIT 1 OFFSET $6 - 1;

-- Said from $3 to $4, after a figure ($5, $6): for the days about its own, $7.
-- name: figure_after_days
SELECT id FROM figure
WHERE spot = $1 AND family = $2 AND said >= $3 AND said < $4
    AND (said, public_id) > ($5, $6)
    AND clock IN (0, 1, 2, 3) AND stands IN ($7 - 1, $7, $7 + 1)
    AND superseded_by IS NULL AND status NOT IN ('corrected', 'retracted')
UNION ALL SELECT id FROM figure
WHERE spot = $1 AND family = $2 AND said >= $3 AND said < $4
    AND (said, public_id) > ($5, $6)
    AND until > $3 AND until < 9223372036854775807
    AND stands BETWEEN $7 - 1 AND $7 + 1
    AND superseded_by IS NOT NULL AND status NOT IN ('corrected', 'retracted');

-- ... or that look at any days of the clock $7.
-- name: figure_after
SELECT id FROM figure
WHERE spot = $1 AND family = $2 AND said >= $3 AND said < $4
    AND (said, public_id) > ($5, $6)
    AND clock IN (0, 1, 2, 3)
    AND (substr($1, 1, 1) = '#' OR iif(clock = 0, 3, clock) <= $7)
    AND superseded_by IS NULL AND status NOT IN ('corrected', 'retracted')
UNION ALL SELECT id FROM figure
WHERE spot = $1 AND family = $2 AND said >= $3 AND said < $4
    AND (said, public_id) > ($5, $6)
    AND until > $3 AND until < 9223372036854775807
    AND (substr($1, 1, 1) = '#' OR iif(clock = 0, 3, clock) <= $7)
    AND superseded_by IS NOT NULL AND status NOT IN ('corrected', 'retracted');

-- At a wider place: wholes that are less than the part.
-- name: figure_wholes
SELECT f.* FROM (SELECT id, stated FROM figure
    WHERE spot = $1 AND family = $2 AND clock = $3
        AND stands BETWEEN $4 AND $5 AND superseded_by IS NULL
    ORDER BY stands DESC LIMIT 60) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE c.stated < $6 AND f.status NOT IN ('corrected', 'retracted')
LIMIT 20;

-- Within the place: parts that are more than the whole.
-- name: figure_parts
SELECT f.* FROM (SELECT id, stated FROM figure
    WHERE family = $1 AND clock = $2 AND place_path >= $3
        AND place_path < substr($3, 1, length($3) - 1) || '0' -- after '/'
        AND superseded_by IS NULL AND clock > 0 AND spot <> $3
    LIMIT 250) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE c.stated > $4 AND f.status NOT IN ('corrected', 'retracted')
LIMIT 20;

-- The same number at the same spot, of another metric.
-- name: figure_stated
SELECT f.* FROM (SELECT id FROM figure
    WHERE stated = $1 AND stated >= 1000 AND spot = $2
        AND superseded_by IS NULL AND (family <> $3 OR metric <> family)
    ORDER BY id DESC LIMIT 20) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE f.status NOT IN ('corrected', 'retracted');

-- Had anything of a family been replaced after it was said?
-- name: figure_ended_any
SELECT EXISTS (SELECT 1 FROM figure WHERE family = $1 AND until > $2
    AND until < 9223372036854775807);

-- What was said while the figure stood ($3 to $4), and stands no more: at a
-- wider place, of parts of it, and with the same number.
-- name: figure_ended
SELECT f.* FROM (SELECT id FROM figure
    WHERE spot = $1 AND family = $2 AND until > $3
        AND until < 9223372036854775807 AND said < $4
    ORDER BY until LIMIT 60) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE f.status NOT IN ('corrected', 'retracted');

-- name: figure_ended_within
SELECT f.* FROM (SELECT id, place_path, spot FROM figure
    WHERE family = $1 AND until > $2 AND until < 9223372036854775807
        AND said < $3 ORDER BY until LIMIT 250) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE substr(c.place_path, 1, length($4)) = $4 AND c.spot <> $4
    AND f.status NOT IN ('corrected', 'retracted');

-- name: figure_ended_stated
SELECT f.* FROM (SELECT id FROM figure
    WHERE stated = $1 AND stated >= 1000 AND spot = $2 AND until > $3
        AND until < 9223372036854775807 AND said < $4
        AND (family <> $5 OR metric <> family)
    ORDER BY until LIMIT 20) c
CROSS JOIN figure_full f ON f.row = c.id
WHERE f.status NOT IN ('corrected', 'retracted');

-- name: figures_together
SELECT EXISTS (SELECT 1 FROM figure_mention x
    JOIN mention a ON a.id = x.mention
    JOIN mention b ON b.version = a.version
    JOIN figure_mention y ON y.mention = b.id
    WHERE x.figure = $1 AND y.figure = $2);

-- name: relation_put
INSERT INTO relation (figure, other, kind, reason, disputed)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (figure, other) DO UPDATE SET kind = excluded.kind,
    reason = excluded.reason, disputed = excluded.disputed;

-- What was found of a figure before it said more.
-- name: relation_others
SELECT other FROM relation WHERE figure = $1
UNION ALL SELECT figure FROM relation WHERE other = $1;

-- What a figure contradicts is contested no more when the figure is replaced.
-- name: relation_against
SELECT other FROM relation WHERE figure = $1 AND kind = 'contradiction'
UNION ALL
SELECT figure FROM relation WHERE other = $1 AND kind = 'contradiction';

-- With what was taken back it is not compared again, and stays what it was.
-- name: relation_forget
DELETE FROM relation WHERE (figure = $1 OR other = $1) AND NOT EXISTS (
    SELECT 1 FROM figure WHERE id = iif(relation.figure = $1, other,
            relation.figure) AND status IN ('corrected', 'retracted'));

-- What was said when a figure no longer stood, as is known now.
-- name: relation_outlived
SELECT g.id FROM (SELECT other AS id FROM relation WHERE figure = $1
    UNION ALL SELECT figure FROM relation WHERE other = $1) r
CROSS JOIN figure f ON f.id = $1
CROSS JOIN figure g ON g.id = r.id
WHERE max(f.said, g.said) >= min(f.until, g.until);

-- name: relation_digest
SELECT coalesce(group_concat(id || kind || disputed), '')
FROM (SELECT other AS id, kind, disputed FROM relation WHERE figure = $1
    UNION ALL SELECT figure, kind, disputed FROM relation WHERE other = $1
    ORDER BY id);

-- name: relation_known
SELECT count(*) FROM relation WHERE figure = min($1, $2) AND other = max($1, $2);

-- name: relation_forget_one
DELETE FROM relation WHERE figure = min($1, $2) AND other = max($1, $2);

-- name: support_add
INSERT INTO support (figure, root, neutral) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING;

-- name: support_forget
DELETE FROM support WHERE figure = $1;

-- The voices that agree with a figure, after one of them was taken back.
-- name: support_again
INSERT OR IGNORE INTO support (figure, root, neutral)
SELECT $1, o.root, o.party = ''
FROM (SELECT other FROM relation WHERE figure = $1 AND kind = 'agree'
    UNION ALL SELECT figure FROM relation WHERE other = $1 AND kind = 'agree')
JOIN figure g ON g.id = other
JOIN source o ON o.id = g.origin
WHERE g.status NOT IN ('corrected', 'retracted');

-- name: dispute_add
INSERT INTO dispute (public_id, kind, cause, state, figure, reason, since,
    since_precision, opened, denier, denied, id)
VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10,
    max((SELECT coalesce(max(id), 0) FROM dispute), $11 << 16) + 1);

-- One that has its figures and its id later.
-- name: dispute_open
INSERT INTO dispute (public_id, kind, cause, state, figure, reason, since,
    since_precision, opened, id)
VALUES ('#' || (SELECT coalesce(max(id), 0) + 1 FROM dispute), $1, 'unknown',
    'open', $2, '', 0, 0, $3,
    max((SELECT coalesce(max(id), 0) FROM dispute), $4 << 16) + 1);

-- name: dispute_public_id
SELECT public_id FROM dispute WHERE id = $1;

-- name: dispute_rename
UPDATE dispute SET public_id = $1 WHERE id = $2;

-- name: dispute_copy
INSERT INTO dispute (public_id, kind, cause, state, figure, reason, gap_low,
    gap_high, since, since_precision, opened, first, second, decision,
    reopened)
SELECT '##', kind, cause, state, figure, reason, gap_low, gap_high, since,
    since_precision, opened, first, second, decision, reopened
FROM dispute WHERE id = $1;

-- name: dispute_become
UPDATE dispute SET (cause, state, figure, reason, gap_low, gap_high, since,
    since_precision, opened, first, second, decision, reopened) = (SELECT
    cause, state, figure, reason, gap_low, gap_high, since, since_precision,
    opened, first, second, decision, reopened FROM dispute WHERE id = $1)
WHERE id = $2;

-- Is one of two open, and the other not?
-- name: dispute_unlike
SELECT (a.state IN ('open', 'narrowed', 'reopened'))
    <> (b.state IN ('open', 'narrowed', 'reopened'))
FROM dispute a, dispute b WHERE a.id = $1 AND b.id = $2;

-- Has a dispute been told of?
-- name: dispute_known
SELECT EXISTS (SELECT 1 FROM dispute_history WHERE dispute = $1);

-- name: dispute_history_exchange
UPDATE dispute_history SET dispute = iif(dispute = $1, $2, $1)
WHERE dispute IN ($1, $2);

-- name: dispute_events_exchange
UPDATE event SET dispute = iif(dispute = $1, $2, $1) WHERE dispute IN ($1, $2);

-- An origin that corrected itself is in it.
-- name: dispute_taken_back
UPDATE dispute SET corrected = 1 WHERE id = $1 AND EXISTS (SELECT 1 FROM figure
    WHERE id = $2 AND status IN ('corrected', 'retracted'));

-- It is of those that conflicted first.
-- name: dispute_write
UPDATE dispute SET public_id = $1, figure = $2, first = $2, second = $3,
    since = $4, since_precision = $5, reason = '',
    corrected = corrected AND EXISTS (SELECT 1 FROM dispute_side s
        JOIN figure f ON f.id = s.figure
        WHERE s.dispute = $6 AND f.status IN ('corrected', 'retracted'))
WHERE id = $6;

-- name: dispute_opened_by
SELECT f.* FROM dispute d
CROSS JOIN figure_full f ON f.row IN (d.first, d.second)
WHERE d.id = $1 ORDER BY f.row = d.second;

-- name: dispute_told
SELECT figure, reason FROM dispute WHERE id = $1;

-- What is over is told as it began.
-- name: dispute_reason_first
UPDATE dispute SET figure = first, reason = (SELECT reason FROM relation
    WHERE figure = min(dispute.first, dispute.second)
        AND other = max(dispute.first, dispute.second))
WHERE id = $1 AND EXISTS (SELECT 1 FROM relation
    WHERE figure = min(dispute.first, dispute.second)
        AND other = max(dispute.first, dispute.second));

-- Does the pair that is told as the reason still stand?
-- name: dispute_reason_stands
SELECT EXISTS (SELECT 1 FROM dispute d
    JOIN dispute_side x ON x.dispute = d.id AND x.figure = d.figure AND x.live
    JOIN (SELECT other, reason FROM relation WHERE disputed AND figure = (
            SELECT figure FROM dispute WHERE id = $1)
        UNION ALL SELECT figure, reason FROM relation WHERE disputed
            AND other = (SELECT figure FROM dispute WHERE id = $1)) r
    JOIN dispute_side y ON y.dispute = d.id AND y.figure = r.other AND y.live
    WHERE d.id = $1 AND r.reason = d.reason);

-- Those that stand, in the order in which they came.
-- name: dispute_live
SELECT figure, since FROM dispute_side WHERE dispute = $1 AND live
ORDER BY since;

-- Of the pairs of a figure that stand that which conflicted first: since when,
-- and the order of those that conflicted at once.
-- name: dispute_pair
SELECT iif((f.said, f.number_start, f.public_id)
        < (g.said, g.number_start, g.public_id), f.id, g.id), c.reason,
    max(f.said, g.said), min(f.said, g.said),
    min(f.number_start, g.number_start), max(f.number_start, g.number_start),
    min(f.public_id, g.public_id), max(f.public_id, g.public_id)
FROM (SELECT other AS id, reason, kind FROM relation
        WHERE figure = $1 AND disputed
    UNION ALL SELECT figure, reason, kind FROM relation
        WHERE other = $1 AND disputed) c
CROSS JOIN dispute d ON d.id = $2 AND d.kind = c.kind
CROSS JOIN dispute_side y ON y.dispute = d.id AND y.figure = c.id AND y.live
CROSS JOIN figure f ON f.id = $1
CROSS JOIN figure g ON g.id = y.figure
ORDER BY 3, 4, 5, 6, 7, 8 LIMIT 1;

-- name: dispute_tell
UPDATE dispute SET figure = $1, reason = $2 WHERE id = $3;

-- name: dispute_history_add
INSERT INTO dispute_history (dispute, at, state, reason, id)
VALUES ($1, $2, $3, $4,
    max((SELECT coalesce(max(id), 0) FROM dispute_history), $5 << 16) + 1);

-- name: dispute_side_add
INSERT INTO dispute_side (dispute, side, figure, claim, origin, live)
VALUES ($1, $2, $3, $4, $5, coalesce((SELECT superseded_by IS NULL
        AND status NOT IN ('corrected', 'retracted')
    FROM figure WHERE id = $3), 1))
ON CONFLICT DO NOTHING;

-- A figure is no longer said, or is again.
-- name: dispute_side_live
UPDATE dispute_side SET live = $1 WHERE figure = $2 AND live <> $1;

-- name: dispute_corrected
UPDATE dispute SET corrected = 1
WHERE id IN (SELECT dispute FROM dispute_side WHERE figure = $1);

-- A figure comes into a dispute: with its origin if that is there, else alone.
-- name: side_put
INSERT INTO dispute_side (dispute, side, figure, origin, live, since, said)
SELECT $1, coalesce((SELECT side FROM dispute_side
        WHERE dispute = $1 AND origin = f.origin LIMIT 1), f.id),
    f.id, f.origin,
    f.superseded_by IS NULL AND f.status NOT IN ('corrected', 'retracted'),
    $2, f.said
FROM figure f WHERE f.id = $3;

-- name: side_move
UPDATE dispute_side SET dispute = $1, side = figure
WHERE dispute = $2 AND figure = $3;

-- name: side_remove
DELETE FROM dispute_side WHERE dispute = $1 AND figure = $2;

-- name: side_time
UPDATE dispute_side SET since = $1,
    said = (SELECT said FROM figure WHERE id = dispute_side.figure)
WHERE dispute = $2 AND figure = $3;

-- name: side_move_all
UPDATE dispute_side SET dispute = $1, side = figure WHERE dispute = $2;

-- Where a figure is in a dispute of a kind, and since when.
-- The plus: an index of denials only has SQLite plan anew for every kind.
-- name: side_of
SELECT s.dispute, s.since FROM dispute_side s
JOIN dispute d ON d.id = s.dispute
WHERE s.figure = $1 AND +d.kind = $2;

-- The first figure of an origin in a dispute.
-- name: side_first
SELECT s.figure, s.since, s.said, f.number_start, f.public_id
FROM dispute_side s JOIN figure f ON f.id = s.figure
WHERE s.dispute = $1 AND s.origin = $2
ORDER BY s.since, s.said, f.number_start, f.public_id LIMIT 1;

-- Of the sides of figures that agree with one ($1) and came into the dispute
-- before it that which began first.
-- name: side_joined
SELECT r.figure
FROM (SELECT other AS id FROM relation WHERE figure = $1 AND kind = 'agree'
    UNION ALL
    SELECT figure FROM relation WHERE other = $1 AND kind = 'agree') c
CROSS JOIN dispute_side s ON s.dispute = $2 AND s.figure = c.id
CROSS JOIN figure f ON f.id = s.figure
CROSS JOIN dispute_side r ON r.dispute = $2 AND r.figure = s.side
CROSS JOIN figure g ON g.id = r.figure
WHERE (s.since, s.said, f.number_start, f.public_id) < ($3, $4, $5, $6)
ORDER BY r.since, r.said, g.number_start, g.public_id LIMIT 1;

-- Is any figure of an origin on another side?
-- name: side_unlike
SELECT (SELECT min(side) FROM dispute_side WHERE dispute = $1 AND origin = $2)
        <> $3
    OR (SELECT max(side) FROM dispute_side WHERE dispute = $1 AND origin = $2)
        <> $3;

-- name: side_set
UPDATE dispute_side SET side = $1
WHERE dispute = $2 AND origin = $3 AND side <> $1;

-- Whose side may follow from a figure's: who is on its side, and who agrees and
-- came into the dispute no earlier.
-- name: side_followers
SELECT origin FROM dispute_side WHERE dispute = $1 AND side = $2
UNION SELECT s.origin
FROM (SELECT other AS id FROM relation WHERE figure = $2 AND kind = 'agree'
    UNION ALL
    SELECT figure FROM relation WHERE other = $2 AND kind = 'agree') c
CROSS JOIN dispute_side s ON s.dispute = $1 AND s.figure = c.id
WHERE s.since >= $3;

-- The same of all figures of an origin, or of a side.
-- name: side_followers_of_origin
SELECT s.origin FROM dispute_side m
CROSS JOIN relation r ON r.figure = m.figure AND r.kind = 'agree'
CROSS JOIN dispute_side s ON s.dispute = m.dispute AND s.figure = r.other
WHERE m.dispute = $1 AND m.origin = $2 AND s.since >= $3
UNION SELECT s.origin FROM dispute_side m
CROSS JOIN relation r ON r.other = m.figure AND r.kind = 'agree'
CROSS JOIN dispute_side s ON s.dispute = m.dispute AND s.figure = r.figure
WHERE m.dispute = $1 AND m.origin = $2 AND s.since >= $3;

-- name: side_followers_of_side
SELECT s.origin FROM dispute_side m
CROSS JOIN relation r ON r.figure = m.figure AND r.kind = 'agree'
CROSS JOIN dispute_side s ON s.dispute = m.dispute AND s.figure = r.other
WHERE m.dispute = $1 AND m.side = $2 AND s.since >= $3
UNION SELECT s.origin FROM dispute_side m
CROSS JOIN relation r ON r.other = m.figure AND r.kind = 'agree'
CROSS JOIN dispute_side s ON s.dispute = m.dispute AND s.figure = r.figure
WHERE m.dispute = $1 AND m.side = $2 AND s.since >= $3;

-- name: figure_origin
SELECT origin FROM figure WHERE id = $1;

-- What conflicts with a figure, and what it replaced or was replaced by if that
-- is in conflict, too.
-- name: conflict_near
SELECT c.id
FROM (SELECT other AS id FROM relation
        WHERE figure = $1 AND disputed AND kind = $2
    UNION SELECT figure FROM relation
        WHERE other = $1 AND disputed AND kind = $2
    UNION SELECT f.id FROM (SELECT superseded_by AS id FROM figure
            WHERE id = $1 AND superseded_by IS NOT NULL
        UNION ALL SELECT id FROM figure WHERE superseded_by = $1) f
    WHERE EXISTS (SELECT 1 FROM relation WHERE figure = f.id AND disputed
            AND kind = $2)
        OR EXISTS (SELECT 1 FROM relation WHERE other = f.id AND disputed
            AND kind = $2)) c
ORDER BY c.id;

-- When, by what was said, a figure first conflicted; NULL: it does not.
-- name: conflict_since
SELECT min(max(f.said, g.said))
FROM (SELECT other AS id FROM relation
        WHERE figure = $1 AND disputed AND kind = $2
    UNION ALL SELECT figure FROM relation
        WHERE other = $1 AND disputed AND kind = $2) c
CROSS JOIN figure f ON f.id = $1
CROSS JOIN figure g ON g.id = c.id;

-- With whom it conflicted first, by when that was said.
-- name: conflict_first
SELECT g.id
FROM (SELECT other AS id FROM relation
        WHERE figure = $1 AND disputed AND kind = $2
    UNION ALL SELECT figure FROM relation
        WHERE other = $1 AND disputed AND kind = $2) c
CROSS JOIN figure f ON f.id = $1
CROSS JOIN figure g ON g.id = c.id
ORDER BY max(f.said, g.said), g.said, g.number_start, g.public_id LIMIT 1;

-- What a figure replaced or was replaced by, if that is in conflict.
-- name: conflict_linked
SELECT f.id FROM (SELECT superseded_by AS id FROM figure
        WHERE id = $1 AND superseded_by IS NOT NULL
    UNION SELECT id FROM figure WHERE superseded_by = $1) f
WHERE EXISTS (SELECT 1 FROM relation WHERE figure = f.id AND disputed
        AND kind = $2)
    OR EXISTS (SELECT 1 FROM relation WHERE other = f.id AND disputed
        AND kind = $2);

-- The first figure of a dispute.
-- name: dispute_first
SELECT s.figure FROM dispute_side s JOIN figure f ON f.id = s.figure
WHERE s.dispute = $1
ORDER BY s.since, s.said, f.number_start, f.public_id LIMIT 1;

-- name: dispute_earliest
SELECT min(since) FROM dispute_side WHERE dispute = $1;

-- name: dispute_latest
SELECT max(since) FROM dispute_side WHERE dispute = $1;

-- name: dispute_size
SELECT count(*) FROM dispute_side WHERE dispute = $1;

-- Is there a time since it began in which nothing was in conflict?
-- name: dispute_lapsed
WITH conflict(start, stop) AS (
    SELECT max(f.said, g.said), min(f.until, g.until)
    FROM dispute_side x
    JOIN dispute d ON d.id = x.dispute
    JOIN relation r ON r.figure = x.figure AND r.kind = d.kind AND r.disputed
    JOIN figure f ON f.id = r.figure
    JOIN figure g ON g.id = r.other
    WHERE x.dispute = $1)
SELECT EXISTS (SELECT 1 FROM (SELECT start, max(stop) OVER (
        ORDER BY start, stop
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
    FROM conflict) WHERE start > reach);

-- The figures of a dispute with when they came, up to a moment the last ones
-- first, or after it.
-- name: dispute_came_by
SELECT figure, since FROM dispute_side WHERE dispute = $1 AND since <= $2
ORDER BY since DESC;

-- name: dispute_came_after
SELECT figure, since FROM dispute_side WHERE dispute = $1 AND since > $2
ORDER BY since;

-- How long did a figure conflict with what had been said by when it came?
-- name: conflict_until
SELECT max(min(f.until, g.until))
FROM (SELECT other AS id, kind FROM relation WHERE figure = $1 AND disputed
    UNION ALL
    SELECT figure, kind FROM relation WHERE other = $1 AND disputed) c
CROSS JOIN figure f ON f.id = $1
CROSS JOIN figure g ON g.id = c.id
WHERE max(f.said, g.said) <= $2
    AND c.kind = (SELECT kind FROM dispute WHERE id = $3);

-- It had another id than that before.
-- name: dispute_name_keep
INSERT INTO dispute_name (public_id, kind, figure)
SELECT public_id, kind, coalesce(first, figure) FROM dispute
WHERE id = $1 AND public_id <> $2 AND substr(public_id, 1, 1) <> '#'
ON CONFLICT (public_id) DO UPDATE SET figure = excluded.figure;

-- What is one now goes on since the first of the two was known, with the last
-- decision on either.
-- name: dispute_inherit
UPDATE dispute SET opened = min(dispute.opened, o.opened),
    state = iif(dispute.decision < o.decision, o.state, dispute.state),
    decision = max(dispute.decision, o.decision),
    corrected = max(dispute.corrected, o.corrected),
    reopened = max(dispute.reopened, o.reopened)
FROM dispute o WHERE o.id = $1 AND dispute.id = $2;

-- name: dispute_history_move
UPDATE dispute_history SET dispute = $1 WHERE dispute = $2;

-- name: dispute_events_move
UPDATE event SET dispute = $1 WHERE dispute = $2;

-- name: dispute_history_forget
DELETE FROM dispute_history WHERE dispute = $1;

-- name: dispute_events_forget
DELETE FROM event WHERE dispute = $1;

-- name: dispute_forget
DELETE FROM dispute WHERE id = $1;

-- name: dispute_of_denier
SELECT min(+d.id) FROM dispute d JOIN figure f ON f.id = d.figure
WHERE d.kind = 'denial' AND d.denier = $1 AND d.denied = $2 AND f.spot = $3
    AND f.family = $4;

-- name: dispute_denied_before
SELECT max(d.id) FROM source o
CROSS JOIN dispute d ON d.denier = $1 AND d.denied = o.id
WHERE d.kind = 'denial' AND NOT o.unnamed AND o.name = $2 COLLATE NOCASE;

-- name: gap_of
SELECT least, most, low, high FROM dispute_gap WHERE dispute = $1;

-- name: gap_keep
INSERT OR REPLACE INTO dispute_gap (dispute, least, most, low, high)
VALUES ($1, $2, $3, $4, $5);

-- name: gap_forget
DELETE FROM dispute_gap WHERE dispute = $1;

-- name: gap_forget_of_figure
DELETE FROM dispute_gap WHERE dispute IN (
    SELECT dispute FROM dispute_side WHERE figure = $1);

-- name: dispute_values
SELECT f.qualifier, f.value_low, f.value_high
FROM dispute_side s JOIN figure f ON f.id = s.figure
WHERE s.dispute = $1 AND s.live;

-- name: side_value
SELECT s.live, f.qualifier, f.value_low, f.value_high
FROM dispute_side s JOIN figure f ON f.id = s.figure
WHERE s.dispute = $1 AND s.figure = $2;

-- name: dispute_all_figures
SELECT figure FROM dispute_side WHERE dispute = $1 AND figure IS NOT NULL
ORDER BY figure;

-- Those whose status hangs on how the dispute stands: what is denied, and what
-- contradicts something and is still said. Figures that drift or exceed a bound
-- are not contested.
-- name: dispute_graded
SELECT figure FROM dispute_side
WHERE dispute = $1 AND figure IS NOT NULL
    AND (SELECT kind FROM dispute WHERE id = $1) = 'denial'
UNION SELECT figure FROM dispute_side
WHERE dispute = $1 AND live AND figure IS NOT NULL
    AND (SELECT kind FROM dispute WHERE id = $1) = 'contradiction'
ORDER BY figure;

-- Does anything still conflict with something? For a denial: is what was
-- denied still said?
-- name: dispute_conflicts
SELECT iif($1 = 'denial',
    EXISTS (SELECT 1 FROM dispute_side x JOIN figure f ON f.id = x.figure
        WHERE x.dispute = $2 AND f.status NOT IN ('corrected', 'retracted')),
    EXISTS (SELECT 1 FROM dispute_side x
        JOIN relation r ON r.figure = x.figure AND r.disputed AND r.kind = $1
        JOIN dispute_side y ON y.dispute = x.dispute AND y.figure = r.other
        WHERE x.dispute = $2 AND x.live AND y.live));

-- name: dispute_set
UPDATE dispute SET state = $1, gap_low = $2, gap_high = $3, cause = $4
WHERE id = $5 AND (state <> $1 OR gap_low IS NOT $2 OR gap_high IS NOT $3
    OR cause <> $4);

-- name: dispute_touched
SELECT dispute FROM dispute_side WHERE figure = $1 ORDER BY dispute;

-- name: work_claims
SELECT c.id, c.public_id, c.kind, o.id, o.public_id, o.name, o.kind,
    coalesce(c.target, 0), c.target_origin,
    coalesce((SELECT target FROM merged_facility WHERE facility = c.facility),
        c.facility, 0), c.place,
    coalesce(m.metric, ''), m.value_low, m.value_high,
    coalesce(m.qualifier, 'exact'), coalesce(x.changes, ''),
    coalesce(x.discarded, 0)
FROM claim_now c
JOIN source o ON o.id = coalesce((SELECT target FROM merged_source
    WHERE source = c.origin), c.origin)
LEFT JOIN mention m ON m.id = c.target
LEFT JOIN amended x ON x.mention = m.id
WHERE c.version = $1 AND c.id NOT IN (SELECT claim FROM discarded_claim)
ORDER BY c.id;

-- Denials of a number that are older than who gives it; an analyst may have
-- corrected which number that is.
-- name: denials_waiting
SELECT c.id, c.public_id, c.kind, o.id, o.public_id, o.name, o.kind,
    c.target, c.target_origin,
    coalesce((SELECT target FROM merged_facility WHERE facility = c.facility),
        c.facility, 0), c.place, few.metric,
    few.value_low, few.value_high, few.qualifier, coalesce(x.changes, ''),
    coalesce(x.discarded, 0)
FROM (SELECT * FROM (SELECT * FROM mention_now
        WHERE polarity <> 'affirmed' AND metric = $1
            AND coalesce(value_high, value_low) = $2 AND version < $3
        ORDER BY id DESC LIMIT 50)
    UNION SELECT n.* FROM amended CROSS JOIN mention_now n
        ON n.id = amended.mention
    WHERE amended.changes <> '' AND n.polarity <> 'affirmed'
        AND +n.version < $3) few
LEFT JOIN amended x ON x.mention = few.id
JOIN claim_now c ON c.target = few.id
JOIN source o ON o.id = coalesce((SELECT target FROM merged_source
    WHERE source = c.origin), c.origin)
WHERE o.id <> $4 AND c.kind IN ('denial', 'doubt')
    AND c.id NOT IN (SELECT claim FROM discarded_claim)
ORDER BY c.id LIMIT 20;

-- name: claim_target_add
INSERT INTO claim_target (claim, figure) VALUES ($1, $2)
ON CONFLICT DO NOTHING;

-- name: figure_denied
SELECT f.* FROM (SELECT id FROM figure
    WHERE stated = $1 AND metric = $2 AND origin <> $3
    ORDER BY id DESC LIMIT 20) c
CROSS JOIN figure_full f ON f.row = c.id ORDER BY f.row;

-- name: figure_of_origin_at
SELECT f.* FROM (SELECT g.id FROM source o
    CROSS JOIN figure g ON g.origin = o.id
    WHERE NOT o.unnamed AND o.name = $1 COLLATE NOCASE
        AND g.superseded_by IS NULL AND g.spot = $2 AND g.origin <> $3
    ORDER BY g.id DESC LIMIT 20) c
CROSS JOIN figure_full f ON f.row = c.id ORDER BY f.row;

-- A figure is contested by what denies it, and by what stands against it.
-- Independent origins are those of other owners. Who is unnamed, or is only
-- the publisher, supports nobody, and has nobody behind it.
-- name: figure_grounds
SELECT
    iif(f.attributed AND NOT o.unnamed, 1 + (SELECT count(*) FROM support
        WHERE figure = f.id), 1),
    (o.party = '') + (SELECT coalesce(sum(neutral), 0) FROM support
        WHERE figure = f.id),
    EXISTS (SELECT 1 FROM dispute_side s JOIN dispute d ON d.id = s.dispute
        WHERE s.figure = f.id AND d.state IN ('open', 'narrowed', 'reopened')
            AND (d.kind = 'denial' OR (d.kind = 'contradiction' AND s.live
                AND EXISTS (SELECT 1
                    FROM (SELECT other, kind FROM relation WHERE figure = f.id
                        UNION ALL
                        SELECT figure, kind FROM relation WHERE other = f.id) r
                    JOIN dispute_side y ON y.dispute = d.id
                        AND y.figure = r.other AND y.live
                    WHERE r.kind = 'contradiction')))),
    EXISTS (SELECT 1 FROM claim_target t JOIN claim c ON c.id = t.claim
        WHERE t.figure = f.id AND c.kind = 'concession'
            AND c.origin = f.origin),
    f.status IN ('corrected', 'retracted', 'discounted'),
    f.attributed AND NOT o.unnamed, f.status, f.n_origins
FROM figure f JOIN source o ON o.id = f.origin WHERE f.id = $1;

-- name: figure_set_status
UPDATE figure SET status = $1, n_origins = $2 WHERE id = $3;

-- Facilities that nobody knew before this version.
-- name: facility_new
SELECT p.id, p.name, p.match, min(g.start_byte) FROM sighting_now g
JOIN facility p ON p.id = g.facility
WHERE g.version = $1 AND p.key = ''
    AND p.id NOT IN (SELECT facility FROM merged_facility)
    AND NOT EXISTS (SELECT 1 FROM sighting_now
    WHERE facility = p.id AND version < $1)
GROUP BY p.id ORDER BY p.id;
