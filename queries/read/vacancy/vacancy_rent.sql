-- One row: the asking rent of a unit, € per m² and month. Who asks must be in charge of the unit's area.
-- right: read_restricted
-- $unit_id VARCHAR: number of the unit
SELECT unit_id, rent_eur_m2, area_ids
FROM unit
WHERE unit_id = $unit_id
