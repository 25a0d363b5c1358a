-- Notes when a session was used last.
-- $token_hash VARCHAR: SHA-256 of the token
-- $at TIMESTAMP: last use (UTC)
UPDATE account_session SET last_seen_at = $at WHERE token_hash = $token_hash AND last_seen_at < $at
