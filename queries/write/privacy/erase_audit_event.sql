-- Deletes events of the audit.
-- $record_ids VARCHAR[]: the records
DELETE FROM audit_event WHERE list_contains($record_ids, CAST(event_id AS VARCHAR))
