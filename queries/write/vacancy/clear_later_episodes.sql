-- Takes out the episodes of made units, and those of the units in `frame` (column unit_id) that begin on or after a day.
-- $list_date DATE: day of the list
DELETE FROM occupancy
WHERE (begins_on >= $list_date AND unit_id IN (SELECT unit_id FROM frame))
    OR unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made')
