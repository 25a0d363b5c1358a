-- Hours of permanent counters: one row of the file is an hour of both directions. Hour 1 begins at midnight. On the day
-- the clocks go back the repeated hour (the same number twice, or 25 numbers) is added to the first one; both rows then
-- say the sum, so that one of them counts as a repetition. A direction the counter does not count has no rows. A flag
-- that says implausible or failed takes the value away, never a zero.
CREATE OR REPLACE TEMP TABLE counter AS
SELECT given.station, min(station.station_id) AS station_id, any_value(given.has_1) AS has_1, any_value(given.has_2) AS has_2
FROM (
    SELECT station, count(vehicles_1) + count(flag_1) > 0 AS has_1, count(vehicles_2) + count(flag_2) > 0 AS has_2
    FROM frame
    GROUP BY station
) AS given
LEFT JOIN stats.traffic_station AS station ON ltrim(station.station_id, '0') = ltrim(given.station, '0')
GROUP BY given.station;
CREATE OR REPLACE TEMP TABLE autumn_day AS
SELECT station, counted_on, max(hour) = 25 AS has_25
FROM frame
WHERE month(counted_on) = 10 AND day(counted_on) >= 25 AND isodow(counted_on) = 7
GROUP BY station, counted_on;
CREATE OR REPLACE TEMP TABLE staged AS
WITH hourly AS (
    SELECT row_number, counter.station_id, counter.has_1, counter.has_2, frame.counted_on,
        CASE WHEN has_25 AND hour > 3 THEN hour - 2 ELSE hour - 1 END::UTINYINT AS hour,
        autumn_day.counted_on IS NOT NULL AS is_autumn_day,
        vehicles_1, flag_1, heavy_1, heavy_flag_1, vehicles_2, flag_2, heavy_2, heavy_flag_2
    FROM frame
    JOIN counter USING (station)
    LEFT JOIN autumn_day USING (station, counted_on)
    WHERE counter.station_id IS NOT NULL
        AND (hour <= 24 OR autumn_day.counted_on IS NOT NULL)
        AND (vehicles_1 IS NOT NULL OR flag_1 IN ('implausible', 'failed')
            OR vehicles_2 IS NOT NULL OR flag_2 IN ('implausible', 'failed'))
), long AS (
    SELECT row_number, station_id, 1::UTINYINT AS direction, counted_on, hour, is_autumn_day,
        coalesce(flag_1, CASE WHEN vehicles_1 IS NULL THEN 'failed' ELSE 'measured' END) AS flag,
        vehicles_1 AS vehicles, heavy_1 AS heavy, heavy_flag_1 AS heavy_flag
    FROM hourly WHERE has_1
    UNION ALL
    SELECT row_number, station_id, 2, counted_on, hour, is_autumn_day,
        coalesce(flag_2, CASE WHEN vehicles_2 IS NULL THEN 'failed' ELSE 'measured' END),
        vehicles_2, heavy_2, heavy_flag_2
    FROM hourly WHERE has_2
), flagged AS (
    SELECT row_number, station_id, direction, counted_on, hour, is_autumn_day,
        CASE WHEN flag IN ('measured', 'estimated') THEN vehicles END::USMALLINT AS vehicles,
        CASE WHEN flag IN ('measured', 'estimated') AND vehicles >= heavy
            AND (heavy_flag IS NULL OR heavy_flag IN ('measured', 'estimated')) THEN heavy
        END::USMALLINT AS heavy_vehicles,
        CASE WHEN flag IN ('measured', 'estimated') AND vehicles IS NULL THEN 'failed' ELSE flag END AS flag
    FROM long
)
SELECT row_number, station_id, direction, counted_on, hour, vehicles, heavy_vehicles, flag, 'published' AS origin
FROM flagged
WHERE NOT (is_autumn_day AND hour = 2)
UNION ALL
SELECT row_number, station_id, direction, counted_on, hour,
    (sum(vehicles) OVER same_hour)::USMALLINT, (sum(heavy_vehicles) OVER same_hour)::USMALLINT,
    CASE WHEN bool_or(flag = 'failed') OVER same_hour THEN 'failed'
        WHEN bool_or(flag = 'implausible') OVER same_hour THEN 'implausible'
        WHEN bool_or(flag = 'estimated') OVER same_hour THEN 'estimated' ELSE 'measured' END,
    'published'
FROM flagged
WHERE is_autumn_day AND hour = 2
WINDOW same_hour AS (PARTITION BY station_id, direction, counted_on, hour);
INSERT INTO issue
SELECT row_number, 'fail', 'station_unknown', 'Zst', station
FROM frame JOIN counter USING (station) WHERE counter.station_id IS NULL
UNION ALL
SELECT row_number, 'fail', 'hour_not_on_day', 'Stunde', hour::VARCHAR
FROM frame ANTI JOIN autumn_day USING (station, counted_on)
WHERE hour = 25 AND station IN (SELECT station FROM counter WHERE station_id IS NOT NULL)
UNION ALL
SELECT row_number, 'fail', 'hour_without_value', 'KFZ_R1', NULL
FROM frame
WHERE vehicles_1 IS NULL AND coalesce(flag_1, 'measured') IN ('measured', 'estimated')
    AND vehicles_2 IS NULL AND coalesce(flag_2, 'measured') IN ('measured', 'estimated')
    AND station IN (SELECT station FROM counter WHERE station_id IS NOT NULL)
UNION ALL
SELECT row_number, 'warn', 'heavy_above_all', 'Lkw_R1', coalesce(heavy_1, heavy_2)::VARCHAR
FROM frame
WHERE heavy_1 > vehicles_1 OR heavy_2 > vehicles_2
UNION ALL
SELECT max(row_number), 'warn', 'hour_repeated_autumn', 'Stunde', strftime(counted_on, '%d.%m.%Y')
FROM staged
WHERE hour = 2 AND direction = 1 AND month(counted_on) = 10
GROUP BY station_id, counted_on
HAVING count(*) = 2
