-- One row per station, direction and day: sums of the hourly counts.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, direction, counted_on, day_type, vehicles, heavy_vehicles, hours_valid, hours_estimated
FROM stats.traffic_day
ORDER BY station_id, direction, counted_on
LIMIT $row_limit
