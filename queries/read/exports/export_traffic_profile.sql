-- One row per station, direction, year, weekday, day type and hour: mean vehicles.
SELECT station_id, direction, year, weekday, day_type, hour, vehicles_mean, heavy_vehicles_mean, hours_counted
FROM stats.traffic_profile
ORDER BY station_id, direction, year, weekday, day_type, hour
