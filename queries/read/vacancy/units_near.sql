-- One row per unit of the stock around a point, at the point and with the address that everybody may see.
-- $lon DOUBLE: longitude of the middle, WGS 84
-- $lat DOUBLE: latitude of the middle
-- $reach_lon DOUBLE: half the width in degrees
-- $reach_lat DOUBLE: half the height in degrees
SELECT unit_id, shown_lon AS lon, shown_lat AS lat, public_address AS address, is_vacant
FROM unit_today
WHERE is_stock AND NOT is_sensitive
    AND shown_lon BETWEEN $lon - $reach_lon AND $lon + $reach_lon AND shown_lat BETWEEN $lat - $reach_lat AND $lat + $reach_lat
ORDER BY unit_id
LIMIT 1000
