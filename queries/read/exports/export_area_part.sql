-- One row per area and statistischer Bezirk that lies in it, wholly or in part.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT area_id, stat_id, share
FROM stats.area_part
ORDER BY area_id, stat_id
LIMIT $row_limit
