-- One row per session of a local account that stands or ended lately.
-- right: manage_accounts
SELECT token_hash, account_id, created_at, last_seen_at, expires_at, ended_at, end_reason
FROM account_session
ORDER BY created_at, token_hash
