-- One row per person (name, address, telephone, e-mail) kept for an owner. Personal: read through register.owners, which
-- notes it in the audit.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $owner_id VARCHAR: the owner
SELECT person.person_id, person.role, person.name, person.address, person.postcode, person.place, person.phone, person.email,
    person.source, person.legal_basis, person.recorded_on
FROM owner_person AS person
WHERE person.owner_id = $owner_id
    AND ($in_charge IS NULL OR EXISTS (
        SELECT 1 FROM unit_owner JOIN unit USING (unit_id)
        WHERE unit_owner.owner_id = person.owner_id AND list_has_any(unit.area_ids, $in_charge)
    ))
ORDER BY list_position(['owner', 'contact', 'manager', 'agent', 'other'], person.role), person.person_id
