-- One row per day of a station and year, up to the day that counts as today: hours with a value (of the weaker direction)
-- and hours the operator estimated; both also summed over the directions, for shares. 24 hours are whole, 23 where the clocks go forward; from 23 on a day is complete.
-- $station_id VARCHAR: the station
-- $year INTEGER: calendar year
-- $direction INTEGER: 1 or 2; 0 for both together
WITH day AS (
    SELECT unnest(generate_series(
        make_date($year, 1, 1), least(make_date($year, 12, 31), (SELECT reference_date FROM stats.build)), INTERVAL 1 DAY
    ))::DATE AS counted_on
), counted AS (
    SELECT counted_on,
        CASE WHEN count(*) = CASE $direction WHEN 0 THEN 2 ELSE 1 END THEN min(hours_valid) ELSE 0 END AS hours_valid,
        max(hours_estimated) AS hours_estimated,
        sum(hours_valid) AS hours_summed,
        sum(hours_estimated) AS estimated_summed
    FROM stats.traffic_day
    WHERE station_id = $station_id AND year(counted_on) = $year AND ($direction = 0 OR direction = $direction)
    GROUP BY counted_on
)
SELECT
    day.counted_on,
    coalesce(counted.hours_valid, 0)::INTEGER AS hours_valid,
    coalesce(counted.hours_estimated, 0)::INTEGER AS hours_estimated,
    coalesce(counted.hours_summed, 0)::INTEGER AS hours_summed,
    coalesce(counted.estimated_summed, 0)::INTEGER AS estimated_summed
FROM day
LEFT JOIN counted USING (counted_on)
ORDER BY day.counted_on
