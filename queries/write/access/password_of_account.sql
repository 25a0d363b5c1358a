-- One row: the password hash of an account. Stands here because queries of queries/read can be asked by name.
-- $account_id VARCHAR: the account
SELECT password_hash FROM account WHERE account_id = $account_id
