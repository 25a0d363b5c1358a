-- One row per area and year: residents under 6, and all residents; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    reference_date AS period,
    under_6 AS numerator,
    residents AS denominator,
    residents AS cases,
    origin,
    is_estimate
FROM population_area
ORDER BY area_id, period
