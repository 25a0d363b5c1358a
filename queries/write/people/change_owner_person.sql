-- Gives a person kept for an owner other values.
-- $person_id INTEGER: the person
-- $role VARCHAR: role
-- $full_name VARCHAR?: name
-- $address VARCHAR?: street and house number
-- $postcode VARCHAR?: postcode
-- $place VARCHAR?: town
-- $phone VARCHAR?: telephone
-- $email VARCHAR?: e-mail
-- $source VARCHAR: where they come from
-- $legal_basis VARCHAR: why they may be kept
UPDATE owner_person
SET role = $role, name = $full_name, address = $address, postcode = $postcode, place = $place, phone = $phone, email = $email,
    source = $source, legal_basis = $legal_basis, recorded_on = today.today
FROM today
WHERE person_id = $person_id
