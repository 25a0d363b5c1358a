-- Deletes names and contacts of reporters.
-- $record_ids VARCHAR[]: the records
DELETE FROM report_person WHERE list_contains($record_ids, CAST(report_id AS VARCHAR))
