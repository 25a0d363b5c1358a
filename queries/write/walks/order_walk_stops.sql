-- Gives the stops in `frame` (unit_id, stop_number, distance_m) of a walk another order.
-- $walk_id INTEGER: the walk
UPDATE walk_stop
SET stop_number = frame.stop_number, distance_m = frame.distance_m
FROM frame
WHERE walk_stop.walk_id = $walk_id AND walk_stop.unit_id = frame.unit_id
