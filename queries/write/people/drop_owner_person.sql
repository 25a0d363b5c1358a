-- Deletes the personal values of a person kept for an owner.
-- $person_id INTEGER: the person
DELETE FROM owner_person WHERE person_id = $person_id
