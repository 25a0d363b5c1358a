-- The files were written anew after these deletions.
-- $run_ids INTEGER[]: the deletions
-- $swept_at TIMESTAMP: when (UTC)
UPDATE deletion_run SET swept_at = $swept_at WHERE list_contains($run_ids, run_id)
