-- One row per episode of a unit, the newest first.
-- $unit_id VARCHAR: number of the unit
SELECT begins_on, ends_on, state
FROM occupancy
WHERE unit_id = $unit_id
ORDER BY begins_on DESC
