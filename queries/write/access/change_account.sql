-- Gives an account another name, role, areas; ends or gives back its login.
-- $account_id VARCHAR: the account
-- $login VARCHAR: name typed at the login
-- $display_name VARCHAR: name shown
-- $role VARCHAR: role
-- $areas VARCHAR?: area ids separated by commas, null for the whole city
-- $is_active BOOLEAN: whether it may log in
-- $last_login_at TIMESTAMP?: last login (UTC)
UPDATE account
SET login = $login, display_name = $display_name, role = $role, areas = $areas, is_active = $is_active, last_login_at = $last_login_at
WHERE account_id = $account_id
