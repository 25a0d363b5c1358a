-- One row per area and year: all moves in and out during the year, across the city's border and within
-- the city, and the residents at the end of the year; programme areas by areal interpolation.
-- persons: numerator, denominator, cases, part_border_in, part_border_out, part_within_in, part_within_out
SELECT
    part.area_id,
    population.reference_date AS period,
    sum((border_in + border_out + within_in + within_out) * part.share) AS numerator,
    sum(border_in * part.share) AS part_border_in,
    sum(border_out * part.share) AS part_border_out,
    sum(within_in * part.share) AS part_within_in,
    sum(within_out * part.share) AS part_within_out,
    sum(population.residents * part.share) AS denominator,
    sum(population.residents * part.share) AS cases,
    CASE WHEN bool_or(movement.origin = 'made' OR population.origin = 'made') THEN 'made' ELSE any_value(movement.origin) END AS origin,
    bool_or(part.share < 1 OR (movement.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false))) AS is_estimate
FROM population_movement AS movement
JOIN population_group AS population
    ON population.stat_id = movement.stat_id AND year(population.reference_date) = movement.year
JOIN stats.area_part AS part ON part.stat_id = movement.stat_id
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
WHERE border_in IS NOT NULL AND border_out IS NOT NULL AND within_in IS NOT NULL AND within_out IS NOT NULL
GROUP BY part.area_id, population.reference_date
ORDER BY area_id, period
