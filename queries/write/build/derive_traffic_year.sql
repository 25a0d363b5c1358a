-- Fills traffic_year from traffic_day: DTV, DTVw, DTVw5 as means over day types weighted by their days in the
-- calendar, so that an outage in the holidays does not shift them. Direction 0 is both directions together.
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
        SELECT unnest(generate_series(min(date_trunc('year', counted_on)), max(last_day(counted_on)), INTERVAL 1 DAY))::DATE AS day
        FROM stats.traffic_day
    )
    GROUP BY ALL
), complete AS (
    SELECT station_id, direction, counted_on, day_type, vehicles, heavy_vehicles, hours_valid, hours_estimated
    FROM stats.traffic_day
    WHERE hours_valid >= 23
), both AS (
    SELECT station_id, direction, counted_on, day_type, vehicles, heavy_vehicles, hours_valid, hours_estimated FROM complete
    UNION ALL
    SELECT station_id, 0, counted_on, any_value(day_type), sum(vehicles), sum(heavy_vehicles), sum(hours_valid), sum(hours_estimated)
    FROM complete
    GROUP BY station_id, counted_on
    HAVING count(*) = 2
), by_type AS (
    SELECT station_id, direction, year(counted_on) AS year, day_type,
        avg(vehicles) AS vehicles, avg(heavy_vehicles) AS heavy_vehicles, count(*) AS days_valid,
        sum(hours_valid) AS hours_valid, sum(hours_estimated) AS hours_estimated
    FROM both
    GROUP BY ALL
), by_year AS (
    SELECT station_id, direction, by_type.year,
        sum(vehicles * days) / sum(days) AS dtv,
        sum(vehicles * days) FILTER (day_type <> 'sunday_holiday') / sum(days) FILTER (day_type <> 'sunday_holiday') AS dtvw,
        avg(vehicles) FILTER (day_type = 'mo_fr') AS dtvw5,
        sum(heavy_vehicles * days) / sum(days) AS heavy_dtv,
        sum(days_valid) AS days_valid,
        count(*) = 3 AND min(days_valid) >= 20 AS has_all_types,
        100.0 * sum(hours_estimated) / sum(hours_valid) AS hours_estimated_pct
    FROM by_type
    JOIN calendar USING (year, day_type)
    GROUP BY ALL
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
    hours_estimated_pct
FROM (
    SELECT *, dayofyear(make_date(year, 12, 31)) AS days_in_year,
        has_all_types AND days_valid >= 0.8 * dayofyear(make_date(year, 12, 31)) AS is_covered
    FROM by_year
)
