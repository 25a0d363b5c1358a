-- Takes a unit out of the stock from the register's day on because it is the same as another one.
-- $unit_id VARCHAR: number of the unit
-- $into VARCHAR: number of the unit that stays
UPDATE unit SET merged_into = $into, revision = revision + 1 WHERE unit_id = $unit_id;
DELETE FROM occupancy WHERE unit_id = $unit_id AND begins_on >= (SELECT today FROM today);
UPDATE occupancy SET ends_on = (SELECT today FROM today) - 1 WHERE unit_id = $unit_id AND ends_on IS NULL
