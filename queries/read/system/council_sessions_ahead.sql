-- One row per coming session of the bodies of an area, the next one first.
-- $area_id VARCHAR: a Stadtbezirk
-- $today DATE: the day from which it is seen
SELECT committee, held_on, begins_at, place
FROM stats.council_session
WHERE area_id = $area_id AND held_on >= $today
ORDER BY held_on, begins_at
