-- One row per deputyship that was not taken back.
-- right: manage_accounts
SELECT deputy_id, account_id, deputy_account_id, from_on, until_on, reason
FROM deputy
WHERE revoked_at IS NULL
ORDER BY from_on, deputy_id
