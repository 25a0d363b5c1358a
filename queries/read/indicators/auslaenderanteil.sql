-- One row per area and year: residents with foreign nationality only, and all residents; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    reference_date AS period,
    foreign_residents AS numerator,
    residents AS denominator,
    residents AS cases,
    origin,
    is_estimate
FROM population_area
ORDER BY area_id, period
