-- One row per named unit in whose area the actor is in charge: its restricted fields.
-- right: read_restricted
-- $unit_ids VARCHAR[]: numbers of units
-- $day DATE?: as the register was on this day, null for today
-- $in_charge VARCHAR[]?: areas the actor is in charge of, null for the whole city; filled by the Reader
SELECT unit_id, rent_eur_m2, handling, handling_detail
FROM unit_at($day, $unit_ids)
WHERE list_contains($unit_ids, unit_id) AND ($in_charge IS NULL OR list_has_any(area_ids, $in_charge))
