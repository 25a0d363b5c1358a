-- Empties what stops of walks remember (walk and stop, joined by /).
-- $record_ids VARCHAR[]: the records
UPDATE walk_stop SET before = NULL, note = NULL WHERE list_contains($record_ids, CAST(walk_id AS VARCHAR) || '/' || CAST(stop_number AS VARCHAR))
