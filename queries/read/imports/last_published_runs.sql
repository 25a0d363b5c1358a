-- One row per source (and level of boundaries): the last import that was published.
-- right: open_import
SELECT source_id, json_extract_string(options, '$.level') AS level, run_id, file_name, file_sha256, options, finished_at, rows_loaded
FROM import_run
WHERE state = 'published'
QUALIFY row_number() OVER (PARTITION BY source_id, level ORDER BY run_id DESC) = 1
ORDER BY run_id DESC
