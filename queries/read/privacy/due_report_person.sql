-- One row per reporter whose report is decided. `since`: the day of the decision.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
SELECT CAST(report_id AS VARCHAR) AS record_id, CAST(report_id AS VARCHAR) AS belongs_to, CAST(decided_at AS DATE) AS since
FROM report_person
JOIN report_from_public AS report USING (report_id)
CROSS JOIN today
WHERE CASE WHEN $area_id IS NULL THEN state IN ('rejected', 'converted', 'duplicate') AND decided_at <= today.today - to_months($months) ELSE list_contains(report.area_ids, $area_id) END
ORDER BY report_id
