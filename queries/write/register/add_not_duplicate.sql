-- Remembers that two records are two shop units.
-- $unit_id VARCHAR: the lower number
-- $other_id VARCHAR: the higher number
-- $account_id VARCHAR?: who said so
-- $decided_at TIMESTAMP: when (UTC)
INSERT INTO not_duplicate
SELECT $unit_id, $other_id, $account_id, $decided_at
WHERE NOT EXISTS (SELECT 1 FROM not_duplicate WHERE unit_id = $unit_id AND other_id = $other_id)
