-- One row: the record of one unit with its present episode; who may see which field is decided by register.records.
-- right: read_internal
-- $unit_id VARCHAR: number of the unit
SELECT * FROM unit_record WHERE unit_id = $unit_id
