-- One row per person and contact of an owner.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT person_id, role, name, address, postcode, place, phone, email, source, legal_basis, recorded_on
FROM owner_person
WHERE owner_id = $record_id
ORDER BY person_id
