-- One row per decided report that still has its words. `since`: the day of the decision.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT CAST(report_id AS VARCHAR) AS record_id, CAST(report_id AS VARCHAR) AS belongs_to, CAST(decided_at AS DATE) AS since
FROM report_from_public
CROSS JOIN today
WHERE state IN ('rejected', 'converted', 'duplicate') AND message <> '' AND decided_at <= today.today - to_months($months)
ORDER BY report_id
