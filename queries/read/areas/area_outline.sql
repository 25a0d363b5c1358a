-- One row: an area with its outline as GeoJSON.
-- $area_id VARCHAR: the area
SELECT area_id, name, ST_AsGeoJSON(ST_ReducePrecision(geometry, 0.00001)) AS geometry_json
FROM stats.area
WHERE area_id = $area_id AND valid_to IS NULL
