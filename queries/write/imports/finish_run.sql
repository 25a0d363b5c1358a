-- Notes how an import ended.
-- $run_id INTEGER: its number
-- $state VARCHAR: published, failed or unchanged
-- $rows_read INTEGER?: rows read
-- $rows_loaded INTEGER?: rows loaded
-- $rows_rejected INTEGER?: rows rejected
-- $rows_duplicate INTEGER?: rows that repeat another
UPDATE import_run
SET state = $state, finished_at = timezone('UTC', now()), rows_read = $rows_read, rows_loaded = $rows_loaded,
    rows_rejected = $rows_rejected, rows_duplicate = $rows_duplicate
WHERE run_id = $run_id
