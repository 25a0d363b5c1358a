-- One row per time an account stood in for another or the other way round.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT deputy_id, account_id = $record_id AS is_away, from_on, until_on, reason, created_at, revoked_at
FROM deputy
WHERE account_id = $record_id OR deputy_account_id = $record_id
ORDER BY from_on
