-- Notes when an account logged in last.
-- $account_id VARCHAR: the account
-- $at TIMESTAMP: now (UTC)
UPDATE account SET last_login_at = $at WHERE account_id = $account_id
