-- One row per episode of a record and of those merged into it, the newest first.
-- right: read_internal
-- $unit_id VARCHAR: the record
SELECT occupancy.unit_id, occupancy.begins_on, occupancy.ends_on, occupancy.state, occupancy.vacant_since, today.today
FROM occupancy
JOIN unit USING (unit_id)
CROSS JOIN today
WHERE unit.unit_id = $unit_id OR unit.merged_into = $unit_id
ORDER BY occupancy.begins_on DESC, occupancy.unit_id
