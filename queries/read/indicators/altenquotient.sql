-- One row per area and year: residents aged 65 and over and those aged 18 to 64; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    part.area_id,
    reference_date AS period,
    sum(age_65_plus * part.share) AS numerator,
    sum(age_18_to_64 * part.share) AS denominator,
    sum(age_18_to_64 * part.share) AS cases,
    CASE WHEN bool_or(population.origin = 'made') THEN 'made' ELSE any_value(population.origin) END AS origin,
    bool_or(part.share < 1) AS is_estimate
FROM population_group AS population
JOIN stats.area_part AS part USING (stat_id)
GROUP BY part.area_id, reference_date
ORDER BY area_id, period
