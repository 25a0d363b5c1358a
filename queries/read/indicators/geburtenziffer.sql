-- One row per area and year: births of the year, and the women aged 15 to 44 at the end of the year; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    part.area_id,
    population.reference_date AS period,
    sum(births * part.share) AS numerator,
    sum(population.women_15_to_44 * part.share) AS denominator,
    sum(population.women_15_to_44 * part.share) AS cases,
    CASE WHEN bool_or(movement.origin = 'made' OR population.origin = 'made') THEN 'made' ELSE any_value(movement.origin) END AS origin,
    bool_or(part.share < 1 OR (movement.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false))) AS is_estimate
FROM population_movement AS movement
JOIN population_group AS population
    ON population.stat_id = movement.stat_id AND year(population.reference_date) = movement.year
JOIN stats.area_part AS part ON part.stat_id = movement.stat_id
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
WHERE births IS NOT NULL
GROUP BY part.area_id, population.reference_date
ORDER BY area_id, period
