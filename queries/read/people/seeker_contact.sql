-- One row: name and contact of a seeker. Personal: read through register.reuse, which notes it in the audit. A search over
-- the whole city belongs to all coordinators.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $seeker_id VARCHAR: the seeker
SELECT person.name, person.phone, person.email, person.source, person.legal_basis, person.recorded_on
FROM seeker_person AS person
JOIN seeker USING (seeker_id)
WHERE person.seeker_id = $seeker_id
    AND ($in_charge IS NULL OR len(seeker.area_ids) = 0 OR list_has_any(seeker.area_ids, $in_charge))
