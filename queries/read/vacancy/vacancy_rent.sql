-- One row: the asking rent of a unit, € per m² and month; no row where who asks is not in charge of the unit's area.
-- right: read_restricted
-- $unit_id VARCHAR: number of the unit
-- $day DATE?: as the register was on this day, null for today
-- $in_charge VARCHAR[]?: areas the actor is in charge of, null for the whole city; filled by the Reader
SELECT unit_id, rent_eur_m2, area_ids
FROM unit_at($day, [$unit_id])
WHERE unit_id = $unit_id AND ($in_charge IS NULL OR list_has_any(area_ids, $in_charge))
