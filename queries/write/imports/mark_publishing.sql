-- Notes that the next step of an import is to swap a statistics file in, and what it will have done.
-- $run_id INTEGER: its number
-- $data_version_before VARCHAR: statistics published until now
-- $data_version_after VARCHAR: statistics that will be published
-- $rows_read INTEGER: rows read
-- $rows_loaded INTEGER: rows that are new or change something
-- $rows_unchanged INTEGER: rows that were known already
-- $rows_rejected INTEGER: rows rejected
-- $rows_duplicate INTEGER: rows that repeat another
-- $rows_elsewhere INTEGER: rows of other cities
UPDATE import_run
SET state = 'publishing',
    data_version_before = $data_version_before,
    data_version_after = $data_version_after,
    rows_read = $rows_read,
    rows_loaded = $rows_loaded,
    rows_unchanged = $rows_unchanged,
    rows_rejected = $rows_rejected,
    rows_duplicate = $rows_duplicate,
    rows_elsewhere = $rows_elsewhere
WHERE run_id = $run_id
