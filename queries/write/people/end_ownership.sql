-- Says until when a unit had this owner. One row: since when, none where it is not its owner.
-- $unit_id VARCHAR: the record
-- $owner_id VARCHAR: the owner
-- $until DATE: last day
UPDATE unit_owner SET until = $until
WHERE unit_id = $unit_id AND owner_id = $owner_id AND until IS NULL
RETURNING since
