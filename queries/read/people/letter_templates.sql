-- One row per saved text of a serial letter.
-- right: edit_register
-- $in_charge VARCHAR[]?: not needed; texts belong to all coordinators
SELECT name, sender, subject, body, changed_at
FROM letter_template
WHERE $in_charge IS NULL OR true
ORDER BY name COLLATE de
