-- One row per changed field of a record, the newest first: who, when, what, old and new, reason.
-- right: read_internal
-- $unit_id VARCHAR: number of the unit
SELECT change_id, change_set, revision, field, old_value, new_value, is_personal, action, reason, changed_at, changed_on, actor_name, role, run_id
FROM unit_change
WHERE unit_id = $unit_id
ORDER BY change_id DESC
