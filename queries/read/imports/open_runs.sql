-- One row per import that began and has no end: its process is gone, or it is at work right now.
-- right: open_import
SELECT run_id, source_id, file_name, state, actor, started_at, data_version_before, data_version_after
FROM import_run
WHERE state IN ('started', 'publishing')
ORDER BY run_id
