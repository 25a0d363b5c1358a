-- One row per area of every level in its present boundary, the largest first: geometry as WKB (WGS 84).
SELECT area_id, ST_AsWKB(geometry) AS geometry_wkb
FROM stats.area
WHERE valid_to IS NULL
ORDER BY area_km2 DESC, area_id
