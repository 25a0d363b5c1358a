-- One row per day type and hour of a station and year: mean vehicles in that hour.
-- $station_id VARCHAR: the station
-- $year INTEGER: calendar year
-- $direction INTEGER: 1 or 2; 0 for both together
WITH by_direction AS (
    SELECT direction, day_type, hour,
        sum(vehicles_mean * hours_counted) / sum(hours_counted) AS vehicles,
        sum(heavy_vehicles_mean * hours_counted) / sum(hours_counted) AS heavy_vehicles,
        sum(hours_counted) AS days
    FROM stats.traffic_profile
    WHERE station_id = $station_id AND year = $year AND ($direction = 0 OR direction = $direction)
    GROUP BY ALL
)
SELECT day_type, hour::INTEGER AS hour, sum(vehicles) AS vehicles, sum(heavy_vehicles) AS heavy_vehicles,
    min(days)::INTEGER AS days
FROM by_direction
GROUP BY day_type, hour
HAVING count(*) = CASE WHEN $direction = 0 THEN 2 ELSE 1 END
ORDER BY day_type, hour
