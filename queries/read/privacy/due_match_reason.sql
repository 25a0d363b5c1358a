-- One row per decision on a re-use whose reason is kept, on a unit whose case is over. `since`: the day from which that is
-- so, or of the decision.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
SELECT seeker_id || '@' || unit_id AS record_id, unit_id AS belongs_to, greatest(case_end.ended_on, decided_on) AS since
FROM reuse_match
CROSS JOIN today
LEFT JOIN unit USING (unit_id)
LEFT JOIN case_end USING (unit_id)
WHERE reuse_match.reason IS NOT NULL
    AND CASE WHEN $area_id IS NULL THEN case_end.ended_on IS NOT NULL AND greatest(case_end.ended_on, decided_on) <= today.today - to_months($months) ELSE list_contains(unit.area_ids, $area_id) END
ORDER BY 1
