-- One row per episode of a unit, the newest first, with what is internal.
-- right: read_internal
-- $unit_id VARCHAR: number of the unit
SELECT begins_on, ends_on, state, vacant_since, vacancy_kind, vacancy_reason
FROM occupancy
WHERE unit_id = $unit_id
ORDER BY begins_on DESC
