-- Deletes messages of readers.
-- $record_ids VARCHAR[]: the records
DELETE FROM feedback WHERE list_contains($record_ids, CAST(feedback_id AS VARCHAR))
