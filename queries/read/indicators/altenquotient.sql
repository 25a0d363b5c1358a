-- One row per area and year: residents aged 65 and over and those aged 18 to 64; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    reference_date AS period,
    age_65_plus AS numerator,
    age_18_to_64 AS denominator,
    age_18_to_64 AS cases,
    origin,
    is_estimate
FROM population_area
ORDER BY area_id, period
