-- One row per step of an import, in order.
-- $run_id INTEGER: number of the import
-- right: open_import
SELECT happened_at, step, row_count
FROM import_event
WHERE run_id = $run_id
ORDER BY happened_at, rowid
