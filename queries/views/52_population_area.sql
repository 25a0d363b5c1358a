-- One row per area of any level and 31 December: residents by the groups that ratios are made of; areas that cut
-- through statistische Bezirke, or got their values by a change of boundaries, by areal interpolation (is_estimate).
CREATE OR REPLACE VIEW population_area AS
SELECT
    part.area_id,
    population.reference_date,
    sum(residents * part.share) AS residents,
    sum(under_6 * part.share) AS under_6,
    sum(under_18 * part.share) AS under_18,
    sum(age_18_to_64 * part.share) AS age_18_to_64,
    sum(age_65_plus * part.share) AS age_65_plus,
    sum(age_80_plus * part.share) AS age_80_plus,
    sum(foreign_residents * part.share) AS foreign_residents,
    CASE WHEN bool_or(population.origin = 'made') THEN 'made' ELSE any_value(population.origin) END AS origin,
    bool_or(part.share < 1 OR (population.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false))) AS is_estimate
FROM population_group AS population
JOIN stats.area_part AS part USING (stat_id)
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
GROUP BY part.area_id, population.reference_date
