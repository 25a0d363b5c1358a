-- Empties the quotations in findings of imports.
-- $record_ids VARCHAR[]: the records
UPDATE import_finding SET value = NULL WHERE list_contains($record_ids, CAST(run_id AS VARCHAR))
