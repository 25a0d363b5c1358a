-- One row: the unit that a duplicate was merged into, so that old links lead there; none for all others.
-- $unit_id VARCHAR: number of the duplicate
SELECT merged_into AS kept_id
FROM unit
WHERE unit_id = $unit_id AND merged_into IS NOT NULL
