-- Gives an owner other values.
-- $owner_id VARCHAR: the owner
-- $kind VARCHAR: kind of owner
-- $legal_name VARCHAR?: name of a legal person
-- $is_public_name BOOLEAN: whether the public may read it
UPDATE owner
SET kind = $kind, legal_name = $legal_name, is_public_name = $is_public_name, revision = revision + 1
WHERE owner_id = $owner_id
