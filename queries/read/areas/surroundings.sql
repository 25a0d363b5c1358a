-- One row per line around a point: streets where they are loaded, numbered roads, railways and water, as GeoJSON.
-- $lon DOUBLE: longitude of the middle, WGS 84
-- $lat DOUBLE: latitude of the middle
-- $reach_lon DOUBLE: half the width in degrees
-- $reach_lat DOUBLE: half the height in degrees
-- $with_streets BOOLEAN: whether streets are wanted; of a whole city they would be megabytes
WITH box AS (
    SELECT ST_MakeEnvelope($lon - $reach_lon, $lat - $reach_lat, $lon + $reach_lon, $lat + $reach_lat) AS geometry
), line AS (
    SELECT road_class AS kind, street_name AS name, geometry FROM stats.street_segment WHERE $with_streets
    UNION ALL
    SELECT kind, name, geometry FROM stats.map_line
    UNION ALL
    SELECT 'border' AS kind, NULL AS name, ST_Boundary(geometry) AS geometry
    FROM stats.area
    WHERE level = CASE WHEN $with_streets THEN 'stat' ELSE 'bezirk' END AND valid_to IS NULL
)
SELECT line.kind, line.name, ST_AsGeoJSON(ST_ReducePrecision(ST_Intersection(line.geometry, box.geometry), CASE WHEN $with_streets THEN 0.00001 ELSE 0.0005 END)) AS geometry_json
FROM line
JOIN box ON ST_Intersects(line.geometry, box.geometry)
ORDER BY line.kind, line.name
