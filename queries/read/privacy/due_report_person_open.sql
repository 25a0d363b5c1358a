-- One row per reporter whose report nobody ever decided. `since`: the day it came.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT CAST(report_id AS VARCHAR) AS record_id, CAST(report_id AS VARCHAR) AS belongs_to, received_on AS since
FROM report_person
LEFT JOIN report_from_public AS report USING (report_id)
CROSS JOIN today
WHERE coalesce(report.state, '') NOT IN ('rejected', 'converted', 'duplicate')
    AND coalesce(report.received_on, CAST(report_person.given_at AS DATE)) <= today.today - to_months($months)
ORDER BY report_id
