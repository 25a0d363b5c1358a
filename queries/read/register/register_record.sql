-- One row: the record of one unit with its present episode, without what is only for those in charge.
-- right: read_internal
-- $unit_id VARCHAR: number of the unit
SELECT * EXCLUDE (rent_eur_m2, handling, handling_detail) FROM unit_record WHERE unit_id = $unit_id
