-- One row: middle and bounds of the city.
SELECT
    (ST_XMin(geometry) + ST_XMax(geometry)) / 2 AS lon,
    (ST_YMin(geometry) + ST_YMax(geometry)) / 2 AS lat,
    ST_XMin(geometry) AS lon_min, ST_XMax(geometry) AS lon_max,
    ST_YMin(geometry) AS lat_min, ST_YMax(geometry) AS lat_max
FROM stats.area
WHERE level = 'city' AND valid_to IS NULL
