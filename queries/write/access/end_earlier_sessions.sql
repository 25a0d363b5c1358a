-- Sessions of an account that began before count no longer, those at the identity provider included.
-- $account_id VARCHAR: the account
-- $at TIMESTAMP: now (UTC)
UPDATE account SET sessions_valid_from = $at WHERE account_id = $account_id
