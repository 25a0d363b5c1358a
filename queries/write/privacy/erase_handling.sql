-- Empties what units say about the talks with the owner.
-- $record_ids VARCHAR[]: the records
UPDATE unit
SET handling = NULL, handling_detail = NULL, follow_up_note = NULL
WHERE list_contains($record_ids, unit_id)
