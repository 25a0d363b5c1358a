-- Empties the words of advice; day and kind stay, because they say nothing about anybody.
-- $record_ids VARCHAR[]: the records
UPDATE advice SET note = NULL WHERE list_contains($record_ids, CAST(advice_id AS VARCHAR))
