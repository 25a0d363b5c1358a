-- One row per place where passers-by are counted.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, name, lon, lat, area_ids, source_id, origin
FROM stats.pedestrian_station
ORDER BY station_id
LIMIT $row_limit
