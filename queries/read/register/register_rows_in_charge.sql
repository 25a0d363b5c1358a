-- One row per named unit somebody is in charge of: what only those in charge may see in the table of the register.
-- right: read_restricted
-- $unit_ids VARCHAR[]: numbers of units
-- $in_charge VARCHAR[]?: areas the actor is in charge of, null for the whole city; filled by the reader
SELECT unit_id, rent_eur_m2, handling, handling_detail
FROM unit
WHERE list_contains($unit_ids, unit_id) AND ($in_charge IS NULL OR list_has_any(area_ids, $in_charge::VARCHAR[]))
