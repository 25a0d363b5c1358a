-- One row per area and quarter: vacancies with an agreed re-use or a permit for it, and all vacancies.
SELECT
    area_id,
    at_quarter.day AS period,
    count(*) FILTER (at_quarter.state IN ('reuse_agreed', 'permit')) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(unit.origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM unit_at_quarter AS at_quarter
JOIN (SELECT unit_id, origin, unnest(public_areas(area_ids, is_sensitive)) AS area_id FROM unit) AS unit USING (unit_id)
WHERE at_quarter.is_vacant
GROUP BY area_id, at_quarter.day
ORDER BY area_id, period
