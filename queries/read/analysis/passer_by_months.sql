-- One row per area and month: passers-by per hour between 10 and 20 o'clock, summed over the area's counters, and the
-- number of counters. Only months in which every counter of the area covers four fifths of these hours: a counter that
-- is missing would shift the mean.
WITH by_station AS (
    SELECT station_id, last_day(counted_on) AS period, avg(pedestrians) AS per_hour, bool_or(origin = 'made') AS is_made
    FROM stats.pedestrian_hour
    WHERE hour BETWEEN 10 AND 19
    GROUP BY ALL
    HAVING count(*) >= 0.8 * 10 * day(any_value(last_day(counted_on)))
), in_area AS (
    SELECT unnest(counter.area_ids) AS area_id, by_station.*
    FROM stats.pedestrian_station AS counter
    JOIN by_station USING (station_id)
), expected AS (
    SELECT area_id, count(DISTINCT station_id) AS stations FROM in_area GROUP BY area_id
)
SELECT
    area_id,
    period,
    sum(per_hour) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(is_made) THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM in_area
JOIN expected USING (area_id)
GROUP BY area_id, period, expected.stations
HAVING count(*) = expected.stations
ORDER BY area_id, period
