-- Raises the revision of an owner whose persons changed.
-- $owner_id VARCHAR: the owner
UPDATE owner SET revision = revision + 1 WHERE owner_id = $owner_id
