-- One row per station, direction and day: sums of the hourly counts.
SELECT station_id, direction, counted_on, day_type, vehicles, heavy_vehicles, hours_valid, hours_estimated
FROM stats.traffic_day
ORDER BY station_id, direction, counted_on
