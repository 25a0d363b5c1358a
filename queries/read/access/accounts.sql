-- One row per account, without its password.
-- right: manage_accounts
SELECT
    account_id, login, display_name, role, areas, subject, is_active, is_demo, must_change_password, created_at,
    password_changed_at, last_login_at, sessions_valid_from, password_hash IS NOT NULL AS has_password
FROM account
ORDER BY login, account_id
