-- Takes out the boundaries of a level that began on or after a day: a corrected file replaces them.
-- $level VARCHAR: bezirk, stat, ub or pg
-- $valid_from DATE: first day of the new boundaries
DELETE FROM stats.area WHERE level = $level AND valid_from >= $valid_from
