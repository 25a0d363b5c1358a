-- One row per number for a new unit; none of them was given before.
-- $count INTEGER: how many
SELECT nextval('unit_number') AS number FROM range($count)
