-- One row per area and quarter: vacant and all shop units by number. Where no unit in use is known there is no rate.
SELECT
    area_id,
    at_quarter.day AS period,
    count(*) FILTER (at_quarter.is_vacant) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(unit.origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM unit_at_quarter AS at_quarter
JOIN (SELECT unit_id, origin, unnest(public_areas(area_ids, is_sensitive)) AS area_id FROM unit) AS unit USING (unit_id)
GROUP BY area_id, at_quarter.day
HAVING bool_or(at_quarter.state = 'occupied')
ORDER BY area_id, period
