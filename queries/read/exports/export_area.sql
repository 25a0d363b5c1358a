-- One row per area whose boundary holds today, without its geometry.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT area_id, level, code, slug, name, parent_id, area_km2, lon, lat, valid_from, source_id, origin
FROM stats.area
WHERE valid_to IS NULL
ORDER BY level, code, area_id
LIMIT $row_limit
