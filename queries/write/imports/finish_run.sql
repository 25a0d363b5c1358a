-- Notes how an import ended; counts that are left out stay as they were noted.
-- $run_id INTEGER: its number
-- $state VARCHAR: published, unchanged, failed, cancelled or interrupted
-- $rows_read INTEGER?: rows read
-- $rows_loaded INTEGER?: rows that were new or changed something
-- $rows_unchanged INTEGER?: rows that were known already
-- $rows_rejected INTEGER?: rows rejected
-- $rows_duplicate INTEGER?: rows that repeat another
-- $rows_elsewhere INTEGER?: rows of other cities
UPDATE import_run
SET state = $state,
    finished_at = timezone('UTC', now()),
    rows_read = coalesce($rows_read, rows_read),
    rows_loaded = coalesce($rows_loaded, rows_loaded),
    rows_unchanged = coalesce($rows_unchanged, rows_unchanged),
    rows_rejected = coalesce($rows_rejected, rows_rejected),
    rows_duplicate = coalesce($rows_duplicate, rows_duplicate),
    rows_elsewhere = coalesce($rows_elsewhere, rows_elsewhere)
WHERE run_id = $run_id
