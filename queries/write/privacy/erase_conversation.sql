-- Deletes talks.
-- $record_ids VARCHAR[]: the records
DELETE FROM conversation WHERE list_contains($record_ids, CAST(conversation_id AS VARCHAR))
