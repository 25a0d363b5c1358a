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
WHERE counted_on IN (
    SELECT counted_on FROM (SELECT DISTINCT counted_on FROM frame)
    WHERE month(counted_on) = 10 AND day(counted_on) >= 25 AND isodow(counted_on) = 7
)
GROUP BY station, counted_on;
CREATE OR REPLACE TEMP TABLE doubtful AS
SELECT row_number, station, hour, vehicles_1, vehicles_2, heavy_1, heavy_2,
    (hour = 25 AND NOT EXISTS (
        FROM autumn_day WHERE autumn_day.station = frame.station AND autumn_day.counted_on = frame.counted_on
    )) AS is_no_hour,
    vehicles_1 IS NULL AND coalesce(flag_1, 'measured') IN ('measured', 'estimated')
        AND vehicles_2 IS NULL AND coalesce(flag_2, 'measured') IN ('measured', 'estimated') AS is_empty
FROM frame
WHERE hour = 25 OR heavy_1 > vehicles_1 OR heavy_2 > vehicles_2 OR (vehicles_1 IS NULL AND vehicles_2 IS NULL);
CREATE OR REPLACE TEMP TABLE staged AS
WITH counted AS (
    SELECT station, station_id, 1::UTINYINT AS direction FROM counter WHERE station_id IS NOT NULL AND has_1
    UNION ALL
    SELECT station, station_id, 2::UTINYINT FROM counter WHERE station_id IS NOT NULL AND has_2
), hourly AS (
    SELECT row_number, station_id, direction, counted_on, (hour - 1)::UTINYINT AS hour,
        CASE direction WHEN 1 THEN vehicles_1 ELSE vehicles_2 END AS vehicles,
        CASE direction WHEN 1 THEN flag_1 ELSE flag_2 END AS flag,
        CASE direction WHEN 1 THEN heavy_1 ELSE heavy_2 END AS heavy,
        coalesce(CASE direction WHEN 1 THEN flag_1 ELSE flag_2 END, 'measured') IN ('measured', 'estimated') AS has_value,
        coalesce(CASE direction WHEN 1 THEN heavy_flag_1 ELSE heavy_flag_2 END, 'measured') IN ('measured', 'estimated') AS has_heavy
    FROM frame
    JOIN counted USING (station)
)
SELECT
    row_number,
    station_id,
    direction,
    counted_on,
    hour,
    CASE WHEN has_value THEN vehicles END::USMALLINT AS vehicles,
    CASE WHEN has_value AND has_heavy AND heavy <= vehicles THEN heavy END::USMALLINT AS heavy_vehicles,
    CASE WHEN NOT has_value THEN flag WHEN vehicles IS NULL THEN 'failed' ELSE coalesce(flag, 'measured') END AS flag,
    'published' AS origin
FROM hourly;
DELETE FROM staged WHERE row_number IN (SELECT row_number FROM doubtful WHERE is_no_hour OR is_empty);
UPDATE staged SET hour = staged.hour - 1
FROM autumn_day JOIN counter USING (station)
WHERE has_25 AND staged.hour > 2 AND staged.station_id = counter.station_id AND staged.counted_on = autumn_day.counted_on;
CREATE OR REPLACE TEMP TABLE repeated_hour AS
SELECT station_id, direction, counted_on, hour, sum(vehicles)::USMALLINT AS vehicles,
    sum(heavy_vehicles)::USMALLINT AS heavy_vehicles,
    CASE WHEN bool_or(flag = 'failed') THEN 'failed' WHEN bool_or(flag = 'implausible') THEN 'implausible'
        WHEN bool_or(flag = 'estimated') THEN 'estimated' ELSE 'measured' END AS flag,
    max(row_number) AS last_row
FROM staged
WHERE hour = 2 AND counted_on IN (SELECT counted_on FROM autumn_day)
GROUP BY station_id, direction, counted_on, hour
HAVING count(*) = 2;
UPDATE staged
SET vehicles = CASE WHEN repeated_hour.flag IN ('measured', 'estimated') THEN repeated_hour.vehicles END,
    heavy_vehicles = CASE WHEN repeated_hour.flag IN ('measured', 'estimated') THEN repeated_hour.heavy_vehicles END,
    flag = repeated_hour.flag
FROM repeated_hour
WHERE staged.hour = 2 AND staged.station_id = repeated_hour.station_id AND staged.direction = repeated_hour.direction
    AND staged.counted_on = repeated_hour.counted_on;
INSERT INTO issue
SELECT row_number, 'fail', 'station_unknown', 'Zst', station
FROM frame
WHERE station IN (SELECT station FROM counter WHERE station_id IS NULL)
UNION ALL
SELECT row_number, 'fail', 'hour_not_on_day', 'Stunde', hour::VARCHAR
FROM doubtful SEMI JOIN (FROM counter WHERE station_id IS NOT NULL) AS known USING (station) WHERE is_no_hour
UNION ALL
SELECT row_number, 'fail', 'hour_without_value', 'KFZ_R1', NULL
FROM doubtful SEMI JOIN (FROM counter WHERE station_id IS NOT NULL) AS known USING (station) WHERE is_empty AND NOT is_no_hour
UNION ALL
SELECT row_number, 'warn', 'heavy_above_all', CASE WHEN heavy_1 > vehicles_1 THEN 'Lkw_R1' ELSE 'Lkw_R2' END,
    CASE WHEN heavy_1 > vehicles_1 THEN heavy_1 ELSE heavy_2 END::VARCHAR
FROM doubtful WHERE heavy_1 > vehicles_1 OR heavy_2 > vehicles_2
UNION ALL
SELECT max(last_row), 'warn', 'hour_repeated_autumn', 'Stunde', strftime(counted_on, '%d.%m.%Y')
FROM repeated_hour
GROUP BY station_id, counted_on
