-- One row per finding of an import, what concerns the whole file first.
-- $run_id INTEGER: number of the import
-- right: open_import
SELECT severity, code, row_number, column_name, value, file_name, sheet_name
FROM import_finding
WHERE run_id = $run_id
ORDER BY row_number NULLS FIRST, severity, code
