-- Empties the words of reports; that they came and how they were decided stays.
-- $record_ids VARCHAR[]: the records
UPDATE report_from_public
SET message = '', address = NULL, since = NULL, reason = NULL, lon = NULL, lat = NULL
WHERE list_contains($record_ids, CAST(report_id AS VARCHAR))
