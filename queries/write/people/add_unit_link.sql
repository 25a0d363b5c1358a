-- Keeps a link to a document of a unit.
-- $unit_id VARCHAR: the record
-- $title VARCHAR: what it is
-- $url VARCHAR: address
INSERT INTO unit_link (unit_id, title, url, added_on) SELECT $unit_id, $title, $url, today FROM today
