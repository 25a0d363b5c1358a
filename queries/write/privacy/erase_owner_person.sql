-- Deletes persons and contacts of owners.
-- $record_ids VARCHAR[]: the records
DELETE FROM owner_person WHERE list_contains($record_ids, CAST(person_id AS VARCHAR))
