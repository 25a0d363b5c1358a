-- Gives a walk another state or owner; what is null stays.
-- $walk_id INTEGER: the walk
-- $state VARCHAR?: open or finished
-- $account_id VARCHAR?: account it belongs to from now on
-- $now TIMESTAMP: now (UTC)
UPDATE walk
SET
    state = coalesce($state, state),
    finished_at = CASE WHEN $state = 'finished' THEN $now WHEN $state = 'open' THEN NULL ELSE finished_at END,
    account_id = coalesce($account_id, account_id),
    changed_at = $now
WHERE walk_id = $walk_id
