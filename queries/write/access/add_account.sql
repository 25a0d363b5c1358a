-- Adds an account.
-- $account_id VARCHAR: random number
-- $login VARCHAR: name typed at the login
-- $display_name VARCHAR: name shown
-- $role VARCHAR: role
-- $areas VARCHAR?: area ids separated by commas, null for the whole city
-- $password_hash VARCHAR?: null where there is no password
-- $subject VARCHAR?: issuer and subject at the identity provider
-- $is_demo BOOLEAN: offered without a password on demo data
-- $must_change_password BOOLEAN: the password serves only to set an own one
-- $created_at TIMESTAMP: now (UTC)
INSERT INTO account (account_id, login, display_name, role, areas, password_hash, subject, is_demo, must_change_password, created_at, password_changed_at)
VALUES ($account_id, $login, $display_name, $role, $areas, $password_hash, $subject, $is_demo, $must_change_password, $created_at, CASE WHEN $password_hash IS NOT NULL THEN $created_at END)
