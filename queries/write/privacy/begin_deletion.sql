-- A deletion begins; returns its number.
-- $way VARCHAR: nightly, by_hand, area_lifted, restored
-- $area_id VARCHAR?: area that is lifted
-- $deleted_at TIMESTAMP: when (UTC)
-- $account_id VARCHAR?: who
-- $actor_name VARCHAR?: name of that account
-- $role VARCHAR: role
INSERT INTO deletion_run (way, area_id, deleted_at, account_id, actor_name, role)
VALUES ($way, $area_id, $deleted_at, $account_id, $actor_name, $role)
RETURNING run_id
