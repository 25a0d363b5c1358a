-- Deletes names and contacts of seekers.
-- $record_ids VARCHAR[]: the records
DELETE FROM seeker_person WHERE list_contains($record_ids, seeker_id)
