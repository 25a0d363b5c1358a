-- The same password with today's parameters.
-- $account_id VARCHAR: the account
-- $password_hash VARCHAR: Argon2id hash
UPDATE account SET password_hash = $password_hash WHERE account_id = $account_id
