-- One row per deletion after which the files were not yet written anew.
-- right: manage_privacy
SELECT run_id FROM deletion_run WHERE swept_at IS NULL ORDER BY run_id
