-- Keeps the personal values of a person for an owner.
-- $owner_id VARCHAR: the owner
-- $role VARCHAR: role
-- $full_name VARCHAR?: name
-- $address VARCHAR?: street and house number
-- $postcode VARCHAR?: postcode
-- $place VARCHAR?: town
-- $phone VARCHAR?: telephone
-- $email VARCHAR?: e-mail
-- $source VARCHAR: where they come from
-- $legal_basis VARCHAR: why they may be kept
INSERT INTO owner_person (owner_id, role, name, address, postcode, place, phone, email, source, legal_basis, recorded_on)
SELECT $owner_id, $role, $full_name, $address, $postcode, $place, $phone, $email, $source, $legal_basis, today
FROM today
