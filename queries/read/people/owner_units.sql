-- One row per unit of an owner in the areas in charge.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $owner_id VARCHAR: the owner
SELECT unit.unit_id, unit.address, unit.state, unit_owner.since, unit_owner.until
FROM unit_owner
JOIN unit_record AS unit USING (unit_id)
WHERE unit_owner.owner_id = $owner_id AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
ORDER BY unit.address COLLATE de, unit.unit_id
