-- Keeps name and contact of a seeker in place of what was kept before.
-- $seeker_id VARCHAR: the seeker
-- $full_name VARCHAR?: name
-- $phone VARCHAR?: telephone
-- $email VARCHAR?: e-mail
-- $source VARCHAR: where they come from
-- $legal_basis VARCHAR: why they may be kept
DELETE FROM seeker_person WHERE seeker_id = $seeker_id;
INSERT INTO seeker_person
SELECT $seeker_id, $full_name, $phone, $email, $source, $legal_basis, today
FROM today
WHERE concat($full_name, $phone, $email) <> ''
