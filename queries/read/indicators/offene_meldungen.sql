-- One row per area and full calendar year of the reports: reports that were not remedied 30 days later, and all
-- reports. A year appears as soon as 30 days have passed since its last report could come in.
SELECT
    area_id,
    make_date(year, 12, 31) AS period,
    count(*) FILTER (remedied_on IS NULL OR remedied_on - reported_on > 30) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin,
    false AS is_estimate
FROM (SELECT unnest(area_ids) AS area_id, year(reported_on) AS year, reported_on, remedied_on, origin FROM stats.report)
WHERE make_date(year, 12, 31) + 30 <= (SELECT today FROM today)
    AND make_date(year, 1, 31) >= (SELECT min(reported_on) FROM stats.report)
GROUP BY area_id, year
ORDER BY area_id, period
