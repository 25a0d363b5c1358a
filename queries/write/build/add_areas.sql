-- Adds areas from `frame` (columns of table area; geometry_wkb instead of geometry).
INSERT INTO stats.area BY NAME
SELECT * EXCLUDE (geometry_wkb), ST_GeomFromWKB(geometry_wkb) AS geometry
FROM frame
