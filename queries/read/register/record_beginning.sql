-- One row: where a record comes from: made for the demo, loaded by an import, or kept by hand from the start.
-- right: read_internal
-- $unit_id VARCHAR: the record
SELECT unit.origin, run.file_name, run.started_at::DATE AS loaded_on,
    (SELECT min(begins_on) FROM occupancy WHERE occupancy.unit_id = unit.unit_id) AS known_since
FROM unit
LEFT JOIN import_run AS run USING (run_id)
WHERE unit.unit_id = $unit_id
