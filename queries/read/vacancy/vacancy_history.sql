-- One row per episode of a unit, the newest first; with a day as it was told then: what began later is left out.
-- $unit_id VARCHAR: number of the unit
-- $day DATE?: as the register was on this day, null for today
SELECT begins_on, CASE WHEN $day IS NULL OR ends_on < $day THEN ends_on END AS ends_on, state
FROM occupancy
WHERE unit_id = $unit_id AND ($day IS NULL OR begins_on <= $day)
ORDER BY begins_on DESC
