-- One row per station, direction, year, weekday, day type and hour: mean vehicles.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, direction, year, weekday, day_type, hour, vehicles_mean, heavy_vehicles_mean, hours_counted
FROM stats.traffic_profile
ORDER BY station_id, direction, year, weekday, day_type, hour
LIMIT $row_limit
