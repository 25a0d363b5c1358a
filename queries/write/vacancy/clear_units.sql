-- Takes all units out, before those of a list are put in.
DELETE FROM unit
