-- One row per street and statistischer Bezirk it runs through.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT street_key, street_name, stat_id, source_id, origin
FROM stats.street_area
ORDER BY street_name, street_key, stat_id
LIMIT $row_limit
