-- Ends the present episode of the units in `frame` (unit_id, begins_on, ends_on).
UPDATE occupancy
SET ends_on = frame.ends_on
FROM frame
WHERE occupancy.unit_id = frame.unit_id AND occupancy.begins_on = frame.begins_on
