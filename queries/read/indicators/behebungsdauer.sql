-- One row per area and full calendar year of the reports: days after which half of them were remedied. Open
-- reports count as longer than all others; where half or more are open there is no value.
SELECT
    area_id,
    make_date(year, 12, 31) AS period,
    CASE WHEN isfinite(median_days) THEN median_days END AS numerator,
    NULL::DOUBLE AS denominator,
    reports AS cases,
    CASE WHEN is_made THEN 'made' ELSE origin END AS origin,
    false AS is_estimate
FROM (
    SELECT area_id, year, count(*) AS reports, bool_or(origin = 'made') AS is_made, any_value(origin) AS origin,
        quantile_disc(coalesce((remedied_on - reported_on)::DOUBLE, 'infinity'::DOUBLE), 0.5) AS median_days
    FROM (SELECT unnest(area_ids) AS area_id, year(reported_on) AS year, reported_on, remedied_on, origin FROM stats.report)
    GROUP BY area_id, year
)
WHERE make_date(year, 12, 31) <= (SELECT today FROM today)
    AND make_date(year, 1, 31) >= (SELECT min(reported_on) FROM stats.report)
ORDER BY area_id, period
