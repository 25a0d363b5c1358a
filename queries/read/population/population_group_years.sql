-- One row per year: residents of an area by the age groups of the ratios and by nationality, unrounded; areas that
-- cut through statistische Bezirke by areal interpolation (is_estimate).
-- $area_id VARCHAR: any area
-- persons: residents, under_18, age_18_to_64, age_65_plus, foreign_residents
SELECT
    reference_date,
    sum(residents * part.share) AS residents,
    sum(under_18 * part.share) AS under_18,
    sum(age_18_to_64 * part.share) AS age_18_to_64,
    sum(age_65_plus * part.share) AS age_65_plus,
    sum(foreign_residents * part.share) AS foreign_residents,
    bool_or(part.share < 1) AS is_estimate
FROM population_group AS population
JOIN stats.area_part AS part USING (stat_id)
WHERE part.area_id = $area_id
GROUP BY reference_date
ORDER BY reference_date
