-- One row per area and year: moves in minus moves out within the city during the year, and the residents at
-- the end of the year; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    period,
    sum((within_in - within_out) * share) AS numerator,
    sum(residents * share) AS denominator,
    sum(residents * share) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin,
    bool_or(is_estimate) AS is_estimate
FROM movement_area
WHERE within_in IS NOT NULL AND within_out IS NOT NULL
GROUP BY area_id, period
ORDER BY area_id, period
