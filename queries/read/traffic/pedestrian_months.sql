-- One row per counter and month: passers-by per hour between 10 and 20 o'clock, all days; missing where less than
-- four fifths of these hours were counted.
-- $area_id VARCHAR: counters inside this area
WITH span AS (
    SELECT min(date_trunc('month', counted_on)) AS first_month, max(counted_on) AS last_day FROM stats.pedestrian_hour
), month AS (
    SELECT unnest(generate_series(first_month, last_day::TIMESTAMP, INTERVAL 1 MONTH))::DATE AS month FROM span
), counted AS (
    SELECT station_id, date_trunc('month', counted_on)::DATE AS month, avg(pedestrians) AS per_hour, count(*) AS hours
    FROM stats.pedestrian_hour
    WHERE hour BETWEEN 10 AND 19
    GROUP BY ALL
)
SELECT
    counter.station_id,
    counter.name,
    month.month,
    CASE WHEN counted.hours >= 0.8 * 10 * day(last_day(month.month)) THEN counted.per_hour END AS per_hour,
    coalesce(counted.hours, 0)::INTEGER AS hours_counted
FROM stats.pedestrian_station AS counter
CROSS JOIN month
LEFT JOIN counted ON counted.station_id = counter.station_id AND counted.month = month.month
WHERE list_contains(counter.area_ids, $area_id)
    AND counter.station_id IN (SELECT station_id FROM counted)
ORDER BY counter.lon, month.month
