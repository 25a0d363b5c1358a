-- Empties why something was changed; what changed stays.
-- $record_ids VARCHAR[]: the records
UPDATE unit_change SET reason = NULL WHERE list_contains($record_ids, CAST(change_id AS VARCHAR))
