-- Fills traffic_profile: mean vehicles by weekday, day type and hour, per station, direction and year.
INSERT INTO stats.traffic_profile
SELECT
    hourly.station_id,
    hourly.direction,
    year(hourly.counted_on) AS year,
    isodow(hourly.counted_on) AS weekday,
    traffic_day.day_type,
    hourly.hour,
    avg(hourly.vehicles) AS vehicles_mean,
    avg(hourly.heavy_vehicles) AS heavy_vehicles_mean,
    count(*) AS hours_counted
FROM stats.traffic_hour AS hourly
JOIN stats.traffic_day AS traffic_day USING (station_id, direction, counted_on)
WHERE hourly.vehicles IS NOT NULL
GROUP BY ALL
