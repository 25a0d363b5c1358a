-- One row per playground.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT playground_id, name, kind, address, description, link, lon, lat, area_ids, source_id, origin
FROM stats.playground
ORDER BY name, playground_id
LIMIT $row_limit
