-- Says that a unit has this owner. One row, none where it has it already.
-- $unit_id VARCHAR: the record
-- $owner_id VARCHAR: the owner
-- $since DATE?: first day
INSERT INTO unit_owner (unit_id, owner_id, since, until, recorded_on)
SELECT $unit_id, $owner_id, $since, NULL, today
FROM today
WHERE NOT EXISTS (SELECT 1 FROM unit_owner WHERE unit_id = $unit_id AND owner_id = $owner_id AND until IS NULL)
RETURNING owner_id
