-- Adds one event to the audit.
-- $happened_at TIMESTAMP: when (UTC)
-- $account_id VARCHAR?: account
-- $actor_name VARCHAR?: its name
-- $role VARCHAR: role
-- $action VARCHAR: what was done
-- $subject VARCHAR?: kind of the thing it was done to
-- $subject_id VARCHAR?: its number
-- $detail VARCHAR?: more; never a personal value
INSERT INTO audit_event (happened_at, account_id, actor_name, role, action, subject, subject_id, detail)
VALUES ($happened_at, $account_id, $actor_name, $role, $action, $subject, $subject_id, $detail)
