-- Empties what the memory of records keeps of a name that turned out to be a natural person's.
-- $unit_ids VARCHAR[]: records of the owner
-- $legal_name VARCHAR: the name
UPDATE unit_change
SET old_value = NULL, new_value = NULL, is_personal = true
WHERE field = 'owner.legal_name' AND list_contains($unit_ids, unit_id) AND $legal_name IN (old_value, new_value)
