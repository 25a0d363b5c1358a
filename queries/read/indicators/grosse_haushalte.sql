-- One row per area and year: households of four and more persons, and all private households; programme areas by areal
-- interpolation.
-- persons: numerator, denominator, cases
SELECT
    part.area_id,
    reference_date AS period,
    coalesce(sum(households * part.share) FILTER (persons_in_household >= 4), 0) AS numerator,
    sum(households * part.share) AS denominator,
    sum(households * part.share) AS cases,
    CASE WHEN bool_or(household.origin = 'made') THEN 'made' ELSE any_value(household.origin) END AS origin,
    bool_or(part.share < 1 OR (household.origin IN ('made', 'estimated') AND coalesce(reference_date < own_from, false))) AS is_estimate
FROM stats.household AS household
JOIN stats.area_part AS part USING (stat_id)
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
GROUP BY part.area_id, reference_date
ORDER BY area_id, period
