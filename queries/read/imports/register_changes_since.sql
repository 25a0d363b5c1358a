-- One row: how many changes other than imports and feedback the register saw since an import ended.
-- $run_id INTEGER: number of the import
-- right: open_import
SELECT count(*) AS changes
FROM register_version
WHERE changed_at > (SELECT finished_at FROM import_run WHERE run_id = $run_id)
    AND action NOT LIKE 'import %' AND action NOT LIKE 'feedback%' AND action <> 'undo import'
