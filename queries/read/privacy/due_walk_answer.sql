-- One row per answered stop of a walk that keeps a note or what the record said before, of a unit whose case is over. `since`:
-- the day from which that is so, or of the answer.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
SELECT
    CAST(walk_id AS VARCHAR) || '/' || unit_id AS record_id,
    unit_id AS belongs_to,
    greatest(case_end.ended_on, CAST(done_at AS DATE)) AS since
FROM walk_stop
CROSS JOIN today
LEFT JOIN unit USING (unit_id)
LEFT JOIN case_end USING (unit_id)
WHERE (walk_stop.before IS NOT NULL OR walk_stop.note IS NOT NULL)
    AND CASE WHEN $area_id IS NULL THEN case_end.ended_on IS NOT NULL AND greatest(case_end.ended_on, CAST(done_at AS DATE)) <= today.today - to_months($months) ELSE list_contains(unit.area_ids, $area_id) END
ORDER BY walk_id, stop_number
