-- Takes out the episodes of units that are not in `frame` (column unit_id), and those that begin on or after a day.
-- $list_date DATE: day of the list
DELETE FROM occupancy
WHERE begins_on >= $list_date OR unit_id NOT IN (SELECT unit_id FROM frame)
