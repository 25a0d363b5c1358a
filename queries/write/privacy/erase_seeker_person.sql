-- Deletes names and contacts of seekers and empties what was written about them; the number takes the place of the title.
-- $record_ids VARCHAR[]: the records
DELETE FROM seeker_person WHERE list_contains($record_ids, seeker_id);
UPDATE seeker SET title = seeker_id, note = NULL WHERE list_contains($record_ids, seeker_id);
UPDATE reuse_match SET reason = NULL WHERE list_contains($record_ids, seeker_id)
