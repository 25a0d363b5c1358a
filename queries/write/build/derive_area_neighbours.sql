-- Fills area_neighbour: areas of one level with a common border of more than five metres, measured in a metric system.
-- A metre of tolerance: neighbours share most vertices, but not every one.
-- $crs VARCHAR: reference system of the city in metres, e.g. EPSG:25832
INSERT INTO stats.area_neighbour
WITH projected AS (
    SELECT area_id, level, ST_Transform(geometry, 'EPSG:4326', $crs, always_xy := true) AS geometry
    FROM stats.area
    WHERE level IN ('bezirk', 'stat', 'ub') AND valid_to IS NULL
), pair AS (
    SELECT a.area_id, b.area_id AS neighbour_id,
        ST_Length(ST_Intersection(ST_Boundary(a.geometry), ST_Buffer(b.geometry, 1))) AS border_m
    FROM projected AS a
    JOIN projected AS b ON ST_DWithin(a.geometry, b.geometry, 1)
    WHERE a.level = b.level AND a.area_id <> b.area_id
)
SELECT area_id, neighbour_id, border_m FROM pair WHERE border_m > 5
