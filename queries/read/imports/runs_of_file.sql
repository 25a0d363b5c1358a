-- One row per import of a file of a source, the newest first.
-- right: open_import
-- $source_id VARCHAR: source of the import
-- $file_sha256 VARCHAR: hash of the file
SELECT run_id, state
FROM import_run
WHERE source_id = $source_id AND file_sha256 = $file_sha256
ORDER BY run_id DESC
