-- One row: the fields of a record that are only for those in charge; no row outside the areas in charge.
-- right: read_restricted
-- $unit_id VARCHAR: number of the unit
-- $in_charge VARCHAR[]?: areas the reader is in charge of, null for all
SELECT rent_eur_m2, handling, handling_detail
FROM unit
WHERE unit_id = $unit_id AND ($in_charge IS NULL OR list_has_any(area_ids, $in_charge::VARCHAR[]))
