-- One row per account that may not log in any more. `since`: the last day on which it was used or changed.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT
    account_id AS record_id,
    account_id AS belongs_to,
    CAST(greatest(created_at, coalesce(last_login_at, created_at), coalesce(sessions_valid_from, created_at)) AS DATE) AS since
FROM account
WHERE NOT is_active
    AND greatest(created_at, coalesce(last_login_at, created_at), coalesce(sessions_valid_from, created_at))
        <= CAST(current_date AS TIMESTAMP) - to_months($months)
ORDER BY account_id
