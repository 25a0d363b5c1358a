-- One row per area and full quarter of the reports: days after which half of them were remedied. Open reports count as
-- longer than all others; where half or more are open there is no value. A quarter counts from a month after its end,
-- when its last reports have had time to be remedied.
SELECT
    area_id,
    last_day(quarter + INTERVAL 2 MONTH) AS period,
    CASE WHEN isfinite(median_days) THEN median_days END AS numerator,
    NULL::DOUBLE AS denominator,
    reports AS cases,
    CASE WHEN is_made THEN 'made' ELSE origin END AS origin,
    false AS is_estimate
FROM (
    SELECT area_id, date_trunc('quarter', reported_on)::DATE AS quarter, count(*) AS reports,
        bool_or(origin = 'made') AS is_made, any_value(origin) AS origin,
        quantile_disc(coalesce((remedied_on - reported_on)::DOUBLE, 'infinity'::DOUBLE), 0.5) AS median_days
    FROM (SELECT unnest(area_ids) AS area_id, reported_on, remedied_on, origin FROM stats.report)
    GROUP BY ALL
)
WHERE last_day(quarter + INTERVAL 2 MONTH) + INTERVAL 30 DAY <= (SELECT today FROM today)
    AND quarter >= (SELECT min(reported_on) FROM stats.report) - INTERVAL 30 DAY
ORDER BY area_id, period
