-- One row: how many fields of records were changed by hand since an import ended.
-- $run_id INTEGER: number of the import
-- right: open_import
SELECT count(*) AS changes
FROM unit_change
WHERE run_id IS NULL AND changed_at > (SELECT finished_at FROM import_run WHERE run_id = $run_id)
