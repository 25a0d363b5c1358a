-- One row per year: residents of an area by the age groups of the ratios and by nationality, unrounded; areas that
-- cut through statistische Bezirke by areal interpolation (is_estimate).
-- $area_id VARCHAR: any area
-- persons: residents, under_18, age_18_to_64, age_65_plus, foreign_residents
SELECT reference_date, residents, under_18, age_18_to_64, age_65_plus, foreign_residents, is_estimate
FROM population_area
WHERE area_id = $area_id
ORDER BY reference_date
