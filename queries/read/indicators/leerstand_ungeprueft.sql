-- One row per area: vacancies of today that nobody has checked for six months, and all vacancies of today.
SELECT
    area_id,
    any_value(today.today) AS period,
    count(*) FILTER (is_stale) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM (SELECT unnest(public_area_ids) AS area_id, is_stale, origin FROM unit_today WHERE is_vacant)
CROSS JOIN today
GROUP BY area_id
ORDER BY area_id
