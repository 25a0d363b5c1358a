-- One row per owner and unit of the named units, with the postal address of the owner (else of a contact, else of the
-- house's manager). Personal: read through register.letters, which notes it in the audit. Units outside the areas in
-- charge do not come back.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $unit_ids VARCHAR[]: the units
WITH postal AS (
    SELECT owner_id, role, name, address, postcode, place
    FROM owner_person
    WHERE address IS NOT NULL AND place IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY owner_id ORDER BY list_position(['owner', 'contact', 'manager', 'agent', 'other'], role), person_id
    ) = 1
)
SELECT
    owner.owner_id, owner.kind, owner.legal_name, postal.role, postal.name, postal.address, postal.postcode, postal.place,
    unit.unit_id, unit.address AS unit_address
FROM unit_owner
JOIN unit USING (unit_id)
JOIN owner USING (owner_id)
CROSS JOIN today
LEFT JOIN postal USING (owner_id)
WHERE unit.unit_id IN (SELECT unnest($unit_ids)) AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
    AND coalesce(unit_owner.until, DATE '9999-12-31') >= today.today
ORDER BY owner.owner_id, unit.address COLLATE de, unit.unit_id
