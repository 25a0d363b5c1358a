-- One row per address of the address table around a point.
-- $lon DOUBLE: longitude of the middle, WGS 84
-- $lat DOUBLE: latitude of the middle
-- $reach_lon DOUBLE: half the width in degrees
-- $reach_lat DOUBLE: half the height in degrees
SELECT street, house_number, lon, lat
FROM stats.address_point
WHERE lon BETWEEN $lon - $reach_lon AND $lon + $reach_lon AND lat BETWEEN $lat - $reach_lat AND $lat + $reach_lat
ORDER BY street, house_number
LIMIT 1500
