-- One row per area of a level with its outline as GeoJSON, rounded to about a metre.
-- $level VARCHAR: bezirk, stat, ub, pg or city
SELECT area_id, slug, name, ST_AsGeoJSON(ST_ReducePrecision(geometry, 0.00001)) AS geometry_json
FROM stats.area
WHERE level = $level AND valid_to IS NULL
ORDER BY area_id
