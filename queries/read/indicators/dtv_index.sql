-- One row per area and compared year: vehicles a day at the fixed set of stations, in that year and in the first one.
WITH in_area AS (
    SELECT unnest(area_ids) AS area_id, year, dtv, origin FROM traffic_same_station
), by_year AS (
    SELECT area_id, year, sum(dtv) AS dtv, count(*) AS stations, bool_or(origin = 'made') AS is_made
    FROM in_area
    GROUP BY ALL
)
SELECT
    area_id,
    make_date(year, 12, 31) AS period,
    dtv AS numerator,
    first_value(dtv) OVER (PARTITION BY area_id ORDER BY year) AS denominator,
    stations AS cases,
    CASE WHEN is_made THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM by_year
ORDER BY area_id, period
