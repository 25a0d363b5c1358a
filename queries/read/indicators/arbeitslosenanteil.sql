-- One row per area and year: registered unemployed, and residents aged 15 to 64; programme areas by areal
-- interpolation.
-- persons: numerator, denominator, cases
SELECT
    part.area_id,
    reference_date AS period,
    sum(unemployment.unemployed * part.share) AS numerator,
    sum(population.age_15_to_64 * part.share) AS denominator,
    sum(population.age_15_to_64 * part.share) AS cases,
    CASE WHEN bool_or(unemployment.origin = 'made' OR population.origin = 'made') THEN 'made' ELSE any_value(unemployment.origin) END AS origin,
    bool_or(part.share < 1 OR (unemployment.origin IN ('made', 'estimated') AND coalesce(reference_date < own_from, false))) AS is_estimate
FROM stats.unemployment AS unemployment
JOIN population_group AS population USING (stat_id, reference_date)
JOIN stats.area_part AS part USING (stat_id)
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
GROUP BY part.area_id, reference_date
ORDER BY area_id, period
