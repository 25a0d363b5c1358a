-- One row per unit that can be proposed to seekers, now or later, with what the comparison needs but the rent.
-- right: read_internal
-- $states VARCHAR[]: states in which a unit can be proposed
-- $area_ids VARCHAR[]?: only units in one of these areas, null for all
-- $unit_id VARCHAR?: only this one
SELECT
    unit.unit_id, unit.address, unit.area_ids, unit.state, unit.vacant_since, unit.size_m2, unit.floor, unit.steps, unit.grade,
    unit.previous_use, unit.condition, unit.interim_until, unit.lease_ended_on, today.today
FROM unit_today AS unit
CROSS JOIN today
WHERE list_contains($states, unit.state)
    AND ($area_ids IS NULL OR len($area_ids) = 0 OR list_has_any(unit.area_ids, $area_ids))
    AND ($unit_id IS NULL OR unit.unit_id = $unit_id)
ORDER BY unit.unit_id
