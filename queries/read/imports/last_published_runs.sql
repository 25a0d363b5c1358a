-- One row per source: the last import that was published.
-- right: import_vacancy
SELECT source_id, run_id, file_name, file_sha256, options, finished_at, rows_loaded
FROM import_run
WHERE state = 'published'
QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY run_id DESC) = 1
