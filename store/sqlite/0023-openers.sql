-- Disputes that were there before have those that conflicted first, too; those
-- that nobody reopened are not reopened; and a denial has no latest figure.
UPDATE dispute SET (first, second) = (SELECT f.id, g.id
    FROM dispute_side x
    JOIN (SELECT figure AS one, other AS two, kind FROM relation WHERE disputed
        UNION ALL SELECT other, figure, kind FROM relation WHERE disputed) r
        ON r.one = x.figure AND r.kind = dispute.kind
    JOIN figure f ON f.id = r.one
    JOIN figure g ON g.id = r.two
    WHERE x.dispute = dispute.id
    ORDER BY max(f.said, g.said), f.said, f.number_start, f.public_id,
        g.said, g.number_start, g.public_id
    LIMIT 1)
WHERE first IS NULL AND kind <> 'denial';

UPDATE dispute SET reopened = 0
WHERE reopened AND coalesce((SELECT kind FROM decision_in_force
    WHERE target = dispute.public_id
        AND kind IN ('resolve', 'explain', 'suspend', 'reopen')
    ORDER BY id DESC LIMIT 1), '') <> 'reopen';

UPDATE dispute SET latest = 0 WHERE kind = 'denial';
