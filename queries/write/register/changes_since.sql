-- One row per field of a record that changed after a revision: its value then, and who changed it last.
-- $unit_id VARCHAR: number of the unit
-- $revision INTEGER: revision somebody's work was based on
SELECT
    field,
    arg_min_null(old_value, change_id) AS old_value,
    arg_max(coalesce(actor_name, role), change_id) AS changed_by,
    max(changed_at) AS changed_at
FROM unit_change
WHERE unit_id = $unit_id AND revision > $revision
GROUP BY field
ORDER BY field
