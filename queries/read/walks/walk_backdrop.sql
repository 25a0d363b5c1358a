-- One row per line of the map inside a box, for the small map of a walk on paper: streets where they are loaded, numbered
-- roads and the boundaries of the Stadtbezirke; as GeoJSON.
-- right: plan_walks
-- $west DOUBLE: longitude
-- $south DOUBLE: latitude
-- $east DOUBLE: longitude
-- $north DOUBLE: latitude
WITH box AS (SELECT ST_MakeEnvelope($west, $south, $east, $north) AS geometry),
lines AS (
    SELECT CASE WHEN segment.road_class IN ('motorway', 'federal', 'main') THEN 'main' ELSE 'street' END AS kind, segment.geometry
    FROM stats.street_segment AS segment
    UNION ALL
    SELECT 'main', line.geometry FROM stats.map_line AS line
    UNION ALL
    SELECT 'boundary', ST_Boundary(area.geometry)
    FROM stats.area AS area
    WHERE area.level = 'bezirk' AND area.valid_to IS NULL
)
SELECT lines.kind, ST_AsGeoJSON(ST_Intersection(lines.geometry, box.geometry)) AS geometry_json
FROM lines
JOIN box ON ST_Intersects(lines.geometry, box.geometry)
ORDER BY lines.kind
