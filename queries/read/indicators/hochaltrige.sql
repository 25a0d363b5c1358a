-- One row per area and year: residents aged 80 and over, and all residents; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    reference_date AS period,
    age_80_plus AS numerator,
    residents AS denominator,
    residents AS cases,
    origin,
    is_estimate
FROM population_area
ORDER BY area_id, period
