-- Ends the boundaries of a level on the day before new ones begin.
-- $level VARCHAR: bezirk, stat, ub or pg
-- $valid_from DATE: first day of the new boundaries
UPDATE stats.area SET valid_to = $valid_from - 1
WHERE level = $level AND valid_from < $valid_from AND coalesce(valid_to >= $valid_from, true)
