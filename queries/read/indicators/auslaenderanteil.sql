-- One row per area and year: residents with foreign nationality only, and all residents; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    part.area_id,
    reference_date AS period,
    sum(foreign_residents * part.share) AS numerator,
    sum(residents * part.share) AS denominator,
    sum(residents * part.share) AS cases,
    CASE WHEN bool_or(population.origin = 'made') THEN 'made' ELSE any_value(population.origin) END AS origin,
    bool_or(part.share < 1) AS is_estimate
FROM population_group AS population
JOIN stats.area_part AS part USING (stat_id)
GROUP BY part.area_id, reference_date
ORDER BY area_id, period
