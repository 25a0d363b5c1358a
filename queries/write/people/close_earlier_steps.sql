-- A new talk about a unit with an owner takes the place of the steps agreed before.
-- $unit_id VARCHAR: the record
-- $owner_id VARCHAR?: the owner
UPDATE conversation SET is_done = true
WHERE unit_id = $unit_id AND owner_id IS NOT DISTINCT FROM $owner_id AND NOT is_done
