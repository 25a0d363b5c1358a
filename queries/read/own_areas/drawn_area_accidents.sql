-- One row per complete year: accidents with personal injury inside an outline and in the whole city, by severity and
-- whether somebody on foot or by bicycle was involved.
-- $outline VARCHAR: polygon as GeoJSON, WGS 84
WITH placed AS (
    SELECT year, category, is_bicycle OR is_pedestrian AS is_active,
        ST_Contains(ST_GeomFromGeoJSON($outline), ST_Point(lon, lat)) AS is_inside
    FROM stats.accident
    WHERE NOT is_extract
)
SELECT
    year::INTEGER AS year,
    count(*) FILTER (is_inside) AS accidents,
    count(*) FILTER (is_inside AND category IN (1, 2)) AS severe,
    count(*) FILTER (is_inside AND is_active) AS on_foot_or_bicycle,
    count(*) AS city_accidents,
    count(*) FILTER (category IN (1, 2)) AS city_severe,
    count(*) FILTER (is_active) AS city_on_foot_or_bicycle
FROM placed
GROUP BY year
ORDER BY year
