-- One row per area and year: passers-by per hour between 10 and 20 o'clock, summed over the area's counters, and the
-- number of counters. Only years in which every counter of the area that ever covered a year (four fifths of these
-- hours) does so: a counter that is missing would shift the mean.
WITH by_station AS (
    SELECT station_id, year(counted_on) AS year, avg(pedestrians) AS per_hour, bool_or(origin = 'made') AS is_made
    FROM stats.pedestrian_hour
    WHERE hour BETWEEN 10 AND 19
    GROUP BY ALL
    HAVING count(*) >= 0.8 * 10 * dayofyear(make_date(year(any_value(counted_on)), 12, 31))
), in_area AS (
    SELECT unnest(counter.area_ids) AS area_id, station_id, by_station.year, by_station.per_hour, by_station.is_made
    FROM stats.pedestrian_station AS counter
    JOIN by_station USING (station_id)
), expected AS (
    SELECT area_id, count(DISTINCT station_id) AS stations FROM in_area GROUP BY area_id
)
SELECT
    in_area.area_id,
    make_date(in_area.year, 12, 31) AS period,
    sum(in_area.per_hour) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(in_area.is_made) THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM in_area
JOIN expected USING (area_id)
GROUP BY in_area.area_id, in_area.year, expected.stations
HAVING count(*) = expected.stations
ORDER BY area_id, period
