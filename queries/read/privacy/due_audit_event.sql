-- One row per event of the audit that is too old. `since`: its day.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT CAST(event_id AS VARCHAR) AS record_id, CAST(event_id AS VARCHAR) AS belongs_to, CAST(happened_at AS DATE) AS since
FROM audit_event
WHERE happened_at <= CAST(current_date AS TIMESTAMP) - to_months($months)
ORDER BY event_id
