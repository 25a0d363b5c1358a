-- One row per message of a reader that is too old. `since`: its day.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT CAST(feedback_id AS VARCHAR) AS record_id, CAST(feedback_id AS VARCHAR) AS belongs_to, CAST(sent_at AS DATE) AS since
FROM feedback
WHERE sent_at <= CAST(current_date AS TIMESTAMP) - to_months($months)
ORDER BY feedback_id
