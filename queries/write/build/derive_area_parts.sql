-- Fills area_part: which statistische Bezirke make up each area. The hierarchy gives whole parts; where an area has
-- no place in it (programme areas, Unterbezirke) the overlap in a metric system gives the share of the surface.
-- $crs VARCHAR: reference system of the city in metres, e.g. EPSG:25832
INSERT INTO stats.area_part
WITH stat AS (
    SELECT area_id, parent_id, area_km2, geometry FROM stats.area WHERE level = 'stat' AND valid_to IS NULL
), whole AS (
    SELECT area_id, area_id AS stat_id, 1.0 AS share FROM stat
    UNION ALL
    SELECT parent_id, area_id, 1.0 FROM stat
    UNION ALL
    SELECT city.area_id, stat.area_id, 1.0
    FROM stat CROSS JOIN stats.area AS city
    WHERE city.level = 'city' AND city.valid_to IS NULL
), overlap AS (
    SELECT free.area_id, stat.area_id AS stat_id,
        ST_Area(ST_Transform(ST_Intersection(free.geometry, stat.geometry), 'EPSG:4326', $crs, always_xy := true))
            / (1e6 * stat.area_km2) AS share
    FROM stats.area AS free
    JOIN stat ON ST_Intersects(free.geometry, stat.geometry)
    WHERE free.level IN ('pg', 'ub') AND free.valid_to IS NULL
)
SELECT area_id, stat_id, share FROM whole
UNION ALL
SELECT area_id, stat_id, least(share, 1.0) FROM overlap WHERE share > 0.0005
