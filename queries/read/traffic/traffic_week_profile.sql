-- One row per weekday of a station and year: vehicles of a mean day; 1 Monday to 7 Sunday, 8 for public holidays from
-- Monday to Saturday. A weekday without all 24 hours is left out.
-- $station_id VARCHAR: the station
-- $year INTEGER: calendar year
-- $direction INTEGER: 1 or 2; 0 for both together
WITH by_hour AS (
    SELECT
        direction,
        CASE WHEN day_type = 'sunday_holiday' AND weekday <> 7 THEN 8 ELSE weekday END AS weekday,
        hour,
        sum(vehicles_mean * hours_counted) / sum(hours_counted) AS vehicles,
        sum(heavy_vehicles_mean * hours_counted) / sum(hours_counted) AS heavy_vehicles,
        sum(hours_counted) AS days
    FROM stats.traffic_profile
    WHERE station_id = $station_id AND year = $year AND ($direction = 0 OR direction = $direction)
    GROUP BY ALL
)
SELECT weekday::INTEGER AS weekday, sum(vehicles) AS vehicles, sum(heavy_vehicles) AS heavy_vehicles,
    max(days)::INTEGER AS days
FROM by_hour
GROUP BY weekday
HAVING count(*) = CASE WHEN $direction = 0 THEN 48 ELSE 24 END
ORDER BY weekday
