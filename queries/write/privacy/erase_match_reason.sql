-- Empties the reasons of decisions on a re-use (seeker and unit, joined by @); the decision stays.
-- $record_ids VARCHAR[]: the records
UPDATE reuse_match SET reason = NULL WHERE list_contains($record_ids, seeker_id || '@' || unit_id)
