-- Notes that an import was taken back.
-- $run_id INTEGER: its number
-- $actor VARCHAR: role that took it back
UPDATE import_run SET state = 'undone', undone_at = timezone('UTC', now()), undone_by = $actor WHERE run_id = $run_id
