-- One row per area and quarter: Verkaufsfläche of the vacant and of all shop units in m²; units without it are left out.
SELECT
    area_id,
    at_quarter.day AS period,
    coalesce(sum(unit.sales_area_m2) FILTER (at_quarter.is_vacant), 0) AS numerator,
    sum(unit.sales_area_m2) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(unit.origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM unit_at_quarter AS at_quarter
JOIN (
    SELECT unit_id, origin, sales_area_m2, unnest(public_areas(area_ids, is_sensitive)) AS area_id FROM unit WHERE sales_area_m2 IS NOT NULL
) AS unit USING (unit_id)
GROUP BY area_id, at_quarter.day
HAVING bool_or(at_quarter.state = 'occupied')
ORDER BY area_id, period
