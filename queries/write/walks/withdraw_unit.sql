-- Takes a unit that was recorded by mistake today out of the stock: its episodes of today go, the record and its memory stay.
-- $unit_id VARCHAR: number of the unit
UPDATE unit SET revision = revision + 1 WHERE unit_id = $unit_id;
DELETE FROM occupancy WHERE unit_id = $unit_id AND begins_on >= (SELECT today FROM today)
