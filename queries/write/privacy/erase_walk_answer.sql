-- Empties what stops of walks remember (walk and unit, joined by /: the order of stops may change).
-- $record_ids VARCHAR[]: the records
UPDATE walk_stop SET before = NULL, note = NULL WHERE list_contains($record_ids, CAST(walk_id AS VARCHAR) || '/' || unit_id)
