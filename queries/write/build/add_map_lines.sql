-- Adds lines of the backdrop from `frame` (kind, name, is_derived, source_id, geometry_wkb).
INSERT INTO stats.map_line BY NAME
SELECT kind, name, is_derived, source_id, ST_GeomFromWKB(geometry_wkb) AS geometry
FROM frame
