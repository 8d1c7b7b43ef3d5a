-- Disputes by their ids, and by those that they had before.
CREATE VIEW dispute_called (name, dispute) AS
SELECT public_id, id FROM dispute
UNION ALL
SELECT n.public_id, s.dispute FROM dispute_name n
CROSS JOIN dispute_side s ON s.figure = n.figure
CROSS JOIN dispute d ON d.id = s.dispute AND d.kind = n.kind;
