-- One row per remembered change of a record, and of those merged into it, the newest first; of restricted fields only
-- that they changed.
-- right: read_internal
-- $unit_id VARCHAR: the record
SELECT
    change.change_id, change.change_set, change.unit_id, change.field,
    CASE WHEN NOT change.is_restricted THEN change.old_value END AS old_value,
    CASE WHEN NOT change.is_restricted THEN change.new_value END AS new_value,
    change.is_personal OR change.is_restricted AS is_hidden,
    change.action, change.reason, change.changed_at, change.changed_on, change.actor_name, change.role,
    run.file_name
FROM record_change AS change
LEFT JOIN import_run AS run USING (run_id)
WHERE change.kept_id = $unit_id OR change.unit_id = $unit_id
ORDER BY change.changed_on DESC, change.change_set DESC, change.change_id
