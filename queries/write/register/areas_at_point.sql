-- One row per area that contains a point, the largest first.
-- $lon DOUBLE: longitude, WGS 84
-- $lat DOUBLE: latitude, WGS 84
SELECT area_id
FROM stats.area
WHERE valid_to IS NULL AND ST_Contains(geometry, ST_Point($lon, $lat))
ORDER BY area_km2 DESC
