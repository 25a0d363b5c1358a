-- Empties remembered values; that something changed stays.
-- $record_ids VARCHAR[]: the records
UPDATE unit_change
SET old_value = NULL, new_value = NULL, reason = NULL, is_personal = true
WHERE list_contains($record_ids, CAST(change_id AS VARCHAR))
