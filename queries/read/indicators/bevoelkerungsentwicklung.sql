-- One row per area and year: change of the residents against five years before, and the residents then;
-- programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    part.area_id,
    now.reference_date AS period,
    sum((now.residents - before.residents) * part.share) AS numerator,
    sum(before.residents * part.share) AS denominator,
    sum(before.residents * part.share) AS cases,
    CASE WHEN bool_or(now.origin = 'made' OR before.origin = 'made') THEN 'made' ELSE any_value(now.origin) END AS origin,
    bool_or(part.share < 1 OR (before.origin IN ('made', 'estimated') AND coalesce(before.reference_date < own_from, false))) AS is_estimate
FROM population_group AS now
JOIN population_group AS before
    ON before.stat_id = now.stat_id AND before.reference_date = now.reference_date - INTERVAL 5 YEAR
JOIN stats.area_part AS part ON part.stat_id = now.stat_id
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
GROUP BY part.area_id, now.reference_date
ORDER BY area_id, period
