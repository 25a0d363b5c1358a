-- One row per deletion and kind of data, the newest first: what was deleted when, by whom, by which rule, how many records.
-- right: manage_privacy
-- $limit INTEGER: at most so many rows
SELECT run.run_id, run.deleted_at, run.way, run.area_id, run.actor_name, run.role, run.swept_at, kind, rule, record_count, record_ids
FROM deletion_run AS run
JOIN deletion_protocol USING (run_id)
ORDER BY run.run_id DESC, rule, kind
LIMIT $limit
