-- One row: the number of the new owner.
-- $kind VARCHAR: kind of owner
-- $legal_name VARCHAR?: name of a legal person
-- $is_public_name BOOLEAN: whether the public may read it
INSERT INTO owner (owner_id, kind, legal_name, is_public_name, recorded_on)
SELECT printf('E-%05d', nextval('owner_number')), $kind, $legal_name, $is_public_name, today
FROM today
RETURNING owner_id
