-- One row: the newest import that is published now, the one an undo would take back; none where there is none.
-- right: open_import
SELECT run_id, source_id, file_name, actor, finished_at, rows_loaded, data_version_before, data_version_after
FROM import_run
WHERE state = 'published'
ORDER BY run_id DESC
LIMIT 1
