-- Fills traffic_profile: mean vehicles by weekday, day type and hour, per station, direction and year,
-- for the stations and years that have none yet. Only days with at least 23 valid hours enter, so that the hours of a
-- profile add up to the mean day of traffic_year.
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
ANTI JOIN (
    SELECT DISTINCT station_id, year FROM stats.traffic_profile
) AS known ON known.station_id = hourly.station_id AND known.year = year(hourly.counted_on)
WHERE hourly.vehicles IS NOT NULL AND traffic_day.hours_valid >= 23
GROUP BY ALL
ORDER BY station_id, year, direction, weekday, hour
