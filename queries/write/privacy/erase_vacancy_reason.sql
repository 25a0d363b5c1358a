-- Empties the reason of episodes (unit and first day, joined by @).
-- $record_ids VARCHAR[]: the records
UPDATE occupancy SET vacancy_reason = NULL WHERE list_contains($record_ids, unit_id || '@' || CAST(begins_on AS VARCHAR))
