-- Fills traffic_year from traffic_day and traffic_profile, for the stations and years that have none yet. A mean day of
-- a day type is the sum of its 24 hourly means, so that a single missing hour does not make a day too small; DTV, DTVw
-- and DTVw5 weight the day types by their days in the calendar, so that an outage in the holidays does not shift them.
-- Direction 0 is both directions together: the sum of the two, where both are covered; its valid days are those of the
-- weaker direction. Heavy vehicles stay empty where an hour of the day or a direction does not count them apart.
-- `frame` lists the public holidays (column holiday DATE).
INSERT INTO stats.traffic_year
WITH calendar AS (
    SELECT
        year(day) AS year,
        CASE
            WHEN isodow(day) = 7 OR day IN (SELECT holiday FROM frame) THEN 'sunday_holiday'
            WHEN isodow(day) = 6 THEN 'saturday'
            ELSE 'mo_fr'
        END AS day_type,
        count(*) AS days
    FROM (
        SELECT unnest(generate_series(
            make_date(min(year(counted_on)), 1, 1), make_date(max(year(counted_on)), 12, 31), INTERVAL 1 DAY
        ))::DATE AS day
        FROM stats.traffic_day
    )
    GROUP BY ALL
), coverage AS (
    SELECT station_id, direction, year(counted_on) AS year, day_type,
        count(*) AS days_valid, sum(hours_valid) AS hours_valid, sum(hours_estimated) AS hours_estimated
    FROM stats.traffic_day
    ANTI JOIN (
        SELECT DISTINCT station_id, year FROM stats.traffic_year
    ) AS known ON known.station_id = traffic_day.station_id AND known.year = year(traffic_day.counted_on)
    WHERE hours_valid >= 23
    GROUP BY ALL
), mean_hour AS (
    SELECT station_id, direction, year, day_type, hour,
        sum(vehicles_mean * hours_counted) / sum(hours_counted) AS vehicles,
        sum(heavy_vehicles_mean * hours_counted) / sum(hours_counted) FILTER (heavy_vehicles_mean IS NOT NULL) AS heavy_vehicles
    FROM stats.traffic_profile
    GROUP BY ALL
), mean_day AS (
    SELECT station_id, direction, year, day_type, sum(vehicles) AS vehicles,
        CASE count(heavy_vehicles) WHEN 24 THEN sum(heavy_vehicles) END AS heavy_vehicles
    FROM mean_hour
    GROUP BY ALL
    HAVING count(*) = 24
), by_direction AS (
    SELECT station_id, direction, year,
        sum(vehicles * days) / sum(days) AS dtv,
        sum(vehicles * days) FILTER (day_type <> 'sunday_holiday') / sum(days) FILTER (day_type <> 'sunday_holiday') AS dtvw,
        sum(vehicles) FILTER (day_type = 'mo_fr') AS dtvw5,
        CASE count(heavy_vehicles) WHEN count(vehicles) THEN sum(heavy_vehicles * days) / sum(days) END AS heavy_dtv,
        sum(days_valid) AS days_valid,
        dayofyear(make_date(year, 12, 31)) AS days_in_year,
        count(vehicles) = 3 AND min(days_valid) >= 20
            AND sum(days_valid) >= 0.8 * dayofyear(make_date(year, 12, 31)) AS is_covered,
        sum(hours_valid) AS hours_valid,
        sum(hours_estimated) AS hours_estimated
    FROM coverage
    JOIN calendar USING (year, day_type)
    LEFT JOIN mean_day USING (station_id, direction, year, day_type)
    GROUP BY station_id, direction, year
), every_direction AS (
    FROM by_direction
    UNION ALL
    SELECT station_id, 0, year, sum(dtv), sum(dtvw), sum(dtvw5),
        CASE count(heavy_dtv) WHEN count(dtv) THEN sum(heavy_dtv) END,
        CASE count(*) WHEN 2 THEN min(days_valid) ELSE 0 END, days_in_year, count(*) = 2 AND bool_and(is_covered),
        sum(hours_valid), sum(hours_estimated)
    FROM by_direction
    GROUP BY station_id, year, days_in_year
)
SELECT
    station_id,
    direction,
    year,
    CASE WHEN is_covered THEN dtv END,
    CASE WHEN is_covered THEN dtvw END,
    CASE WHEN is_covered THEN dtvw5 END,
    CASE WHEN is_covered THEN heavy_dtv END,
    days_valid,
    days_in_year,
    100.0 * hours_estimated / hours_valid
FROM every_direction
ORDER BY station_id, direction, year
