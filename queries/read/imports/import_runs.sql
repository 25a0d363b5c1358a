-- One row per import, the newest first.
-- right: open_import
SELECT run_id, source_id, file_name, file_sha256, state, actor, started_at, finished_at,
    rows_read, rows_loaded, rows_unchanged, rows_rejected, rows_duplicate, rows_elsewhere, undone_at, undone_by, options,
    (SELECT count(*) FROM import_finding AS finding WHERE finding.run_id = run.run_id) AS findings,
    (SELECT count(*) FROM import_finding AS finding WHERE finding.run_id = run.run_id AND severity = 'warn') AS warnings
FROM import_run AS run
ORDER BY run_id DESC
LIMIT 200
