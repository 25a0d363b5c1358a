-- One row per numbered road: its number and the middle of its longest stretch inside the city.
WITH stretch AS (
    SELECT line.name, line.kind, unnest(ST_Dump(ST_Intersection(line.geometry, city.geometry))).geom AS geometry
    FROM stats.map_line AS line
    JOIN stats.area AS city ON city.level = 'city' AND city.valid_to IS NULL
    WHERE line.name IS NOT NULL AND line.kind IN ('motorway', 'federal', 'trunk', 'primary') AND NOT line.is_derived
), longest AS (
    SELECT name, kind, geometry
    FROM stretch
    WHERE ST_GeometryType(geometry) = 'LINESTRING' AND NOT ST_IsEmpty(geometry)
    QUALIFY row_number() OVER (PARTITION BY name ORDER BY ST_Length(geometry) DESC) = 1
)
SELECT name, kind, ST_X(ST_LineInterpolatePoint(geometry, 0.5)) AS lon, ST_Y(ST_LineInterpolatePoint(geometry, 0.5)) AS lat
FROM longest
ORDER BY name
