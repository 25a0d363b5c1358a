-- Ends one session, or all of an account.
-- $account_id VARCHAR: the account
-- $token_hash VARCHAR?: the one session; null for all
-- $at TIMESTAMP: now (UTC)
-- $reason VARCHAR: logout, everywhere, password, disabled, replaced
UPDATE account_session
SET ended_at = $at, end_reason = $reason
WHERE account_id = $account_id AND ended_at IS NULL AND ($token_hash IS NULL OR token_hash = $token_hash)
