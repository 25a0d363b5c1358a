-- One row: the areas of a record that the public sees, to which a report may refer.
-- $unit_id VARCHAR: the record
SELECT unit_id, area_ids FROM unit_today WHERE unit_id = $unit_id
