-- Keeps which address of this machine is shown in the hall.
-- $story_id VARCHAR: the story
-- $address VARCHAR?: the address; null for the first one found
UPDATE hall SET address = $address WHERE story_id = $story_id
