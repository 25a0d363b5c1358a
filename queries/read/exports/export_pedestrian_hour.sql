-- One row per station, day and hour: passers-by.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, counted_on, hour, pedestrians, origin
FROM stats.pedestrian_hour
ORDER BY station_id, counted_on, hour
LIMIT $row_limit
