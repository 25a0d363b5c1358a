-- One row per unit whose case is over and that still says how the talks went. `since`: the day from which it is over.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
SELECT unit_id AS record_id, unit_id AS belongs_to, case_end.ended_on AS since
FROM unit
CROSS JOIN today
LEFT JOIN case_end USING (unit_id)
WHERE (handling IS NOT NULL OR handling_detail IS NOT NULL OR follow_up_note IS NOT NULL)
    AND CASE WHEN $area_id IS NULL THEN case_end.ended_on IS NOT NULL AND case_end.ended_on <= today.today - to_months($months) ELSE list_contains(unit.area_ids, $area_id) END
ORDER BY unit_id
