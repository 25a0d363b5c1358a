-- One row: an account, without its password.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT account_id, login, display_name, role, areas, is_active, created_at, password_changed_at, last_login_at
FROM account
WHERE account_id = $record_id
