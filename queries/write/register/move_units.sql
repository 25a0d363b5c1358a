-- Puts the units in `frame` (unit_id, lon, lat, public_lon, public_lat, area_ids) to another place.
UPDATE unit
SET lon = frame.lon, lat = frame.lat, public_lon = frame.public_lon, public_lat = frame.public_lat, area_ids = frame.area_ids
FROM frame
WHERE unit.unit_id = frame.unit_id
