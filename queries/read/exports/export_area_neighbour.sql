-- One row per pair of neighbouring areas of one level, in both directions.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT area_id, neighbour_id, border_m
FROM stats.area_neighbour
ORDER BY area_id, neighbour_id
LIMIT $row_limit
