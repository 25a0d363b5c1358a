-- One row per episode with a reason that says something about a person, of a unit whose case is over. `since`: the day from
-- which that is so.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
-- $reasons VARCHAR[]: reasons that say something about a person
SELECT unit_id || '@' || CAST(begins_on AS VARCHAR) AS record_id, unit_id AS belongs_to, case_end.ended_on AS since
FROM occupancy
CROSS JOIN today
LEFT JOIN unit USING (unit_id)
LEFT JOIN case_end USING (unit_id)
WHERE list_contains($reasons, vacancy_reason)
    AND CASE WHEN $area_id IS NULL THEN case_end.ended_on IS NOT NULL AND case_end.ended_on <= today.today - to_months($months) ELSE list_contains(unit.area_ids, $area_id) END
ORDER BY 1
