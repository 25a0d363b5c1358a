-- One row per area and year: residents of the register count; programme areas by areal interpolation.
-- persons: numerator, cases
SELECT
    part.area_id,
    reference_date AS period,
    sum(residents * part.share) AS numerator,
    NULL::DOUBLE AS denominator,
    sum(residents * part.share) AS cases,
    CASE WHEN bool_or(population.origin = 'made') THEN 'made' ELSE any_value(population.origin) END AS origin,
    bool_or(part.share < 1) AS is_estimate
FROM population_group AS population
JOIN stats.area_part AS part USING (stat_id)
GROUP BY part.area_id, reference_date
ORDER BY area_id, period
