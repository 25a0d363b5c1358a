-- One row per stretch of a street, its line as WKT.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT segment_id, street_key, street_name, road_class, length_m, ST_AsText(geometry) AS line_wkt, source_id, origin
FROM stats.street_segment
ORDER BY segment_id
LIMIT $row_limit
