-- One row per station, day and hour: passers-by.
SELECT station_id, counted_on, hour, pedestrians, origin
FROM stats.pedestrian_hour
ORDER BY station_id, counted_on, hour
