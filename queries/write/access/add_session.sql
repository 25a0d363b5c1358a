-- Begins a session.
-- $token_hash VARCHAR: SHA-256 of the token
-- $account_id VARCHAR: the account
-- $created_at TIMESTAMP: now (UTC)
-- $expires_at TIMESTAMP: ends then at the latest (UTC)
INSERT INTO account_session (token_hash, account_id, created_at, last_seen_at, expires_at)
VALUES ($token_hash, $account_id, $created_at, $created_at, $expires_at)
