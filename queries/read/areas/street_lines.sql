-- One row per class of street inside the surroundings of an area: its lines, joined, as GeoJSON.
-- $area_id VARCHAR: a Stadtbezirk or a smaller area
WITH place AS (
    SELECT ST_Buffer(geometry, 0.004) AS surroundings
    FROM stats.area
    WHERE area_id = $area_id AND valid_to IS NULL AND level <> 'city'
)
SELECT segment.road_class,
    ST_AsGeoJSON(ST_ReducePrecision(ST_Collect(list(segment.geometry)), 0.00001)) AS geometry_json
FROM stats.street_segment AS segment
JOIN place ON ST_Intersects(segment.geometry, place.surroundings)
GROUP BY segment.road_class
ORDER BY segment.road_class
