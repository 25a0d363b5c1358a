-- One row per area and year: residents of the register count; programme areas by areal interpolation.
-- persons: numerator, cases
SELECT
    area_id,
    reference_date AS period,
    residents AS numerator,
    NULL::DOUBLE AS denominator,
    residents AS cases,
    origin,
    is_estimate
FROM population_area
ORDER BY area_id, period
