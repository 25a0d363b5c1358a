-- One row per area and year: residents under 18 and those aged 18 to 64; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    reference_date AS period,
    under_18 AS numerator,
    age_18_to_64 AS denominator,
    age_18_to_64 AS cases,
    origin,
    is_estimate
FROM population_area
ORDER BY area_id, period
