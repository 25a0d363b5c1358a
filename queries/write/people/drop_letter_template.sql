-- Deletes the text of a serial letter.
-- $name VARCHAR: name
DELETE FROM letter_template WHERE name = $name
