-- One row per area and quarter: median days since which the vacancies of that day had stood empty.
SELECT
    area_id,
    at_quarter.day AS period,
    median(date_diff('day', at_quarter.vacant_since, at_quarter.day)) AS numerator,
    NULL::DOUBLE AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(unit.origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM unit_at_quarter AS at_quarter
JOIN (SELECT unit_id, origin, unnest(public_areas(area_ids, is_sensitive)) AS area_id FROM unit) AS unit USING (unit_id)
WHERE at_quarter.is_vacant AND at_quarter.vacant_since IS NOT NULL
GROUP BY area_id, at_quarter.day
ORDER BY area_id, period
