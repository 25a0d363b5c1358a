-- Deletes a link of a unit.
-- $link_id INTEGER: the link
DELETE FROM unit_link WHERE link_id = $link_id
