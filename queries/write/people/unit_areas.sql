-- One row: the areas of a unit and the register's day.
-- $unit_id VARCHAR: the record
SELECT unit.area_ids, today.today FROM unit CROSS JOIN today WHERE unit.unit_id = $unit_id
