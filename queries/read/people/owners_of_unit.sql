-- One row per owner a unit has or had, the present ones first; no personal values.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $unit_id VARCHAR: the record
SELECT owner.owner_id, owner.kind, owner.legal_name, owner.is_public_name, owner.revision, unit_owner.since, unit_owner.until,
    coalesce(unit_owner.until, DATE '9999-12-31') >= today.today AS is_present,
    (SELECT count(DISTINCT other.unit_id) FROM unit_owner AS other WHERE other.owner_id = owner.owner_id) AS units
FROM unit_owner
JOIN owner USING (owner_id)
JOIN unit USING (unit_id)
CROSS JOIN today
WHERE unit_owner.unit_id = $unit_id AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
ORDER BY is_present DESC, unit_owner.since DESC NULLS LAST, owner.owner_id
