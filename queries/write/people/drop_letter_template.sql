-- Deletes the text of a serial letter.
-- $template VARCHAR: name
DELETE FROM letter_template WHERE name = $template
