-- Sets the password of an account.
-- $account_id VARCHAR: the account
-- $password_hash VARCHAR: Argon2id hash
-- $must_change_password BOOLEAN: the password serves only to set an own one
-- $changed_at TIMESTAMP: now (UTC)
UPDATE account
SET password_hash = $password_hash, must_change_password = $must_change_password, password_changed_at = $changed_at
WHERE account_id = $account_id
