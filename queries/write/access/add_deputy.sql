-- Enters a deputyship; returns its number.
-- $account_id VARCHAR: who is away
-- $deputy_account_id VARCHAR: who stands in
-- $from_on DATE: first day
-- $until_on DATE: last day
-- $reason VARCHAR?: why
-- $created_at TIMESTAMP: now (UTC)
-- $created_by VARCHAR?: account that enters it
INSERT INTO deputy (account_id, deputy_account_id, from_on, until_on, reason, created_at, created_by)
VALUES ($account_id, $deputy_account_id, $from_on, $until_on, $reason, $created_at, $created_by)
RETURNING deputy_id
