-- One row per named unit with a known asking rent in the areas in charge.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $unit_ids VARCHAR[]: the units
SELECT unit_id, rent_eur_m2
FROM unit
WHERE rent_eur_m2 IS NOT NULL
    AND ($in_charge IS NULL OR list_has_any(area_ids, $in_charge))
    AND unit_id IN (SELECT unnest($unit_ids))
ORDER BY unit_id
