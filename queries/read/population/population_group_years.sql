-- One row per area and year: residents by the age groups of the ratios and by nationality, unrounded; areas that
-- cut through statistische Bezirke by areal interpolation (is_estimate).
-- $area_id VARCHAR?: any area, null for all: counts are rounded over all areas together
-- persons: residents, under_18, age_18_to_64, age_65_plus, foreign_residents
SELECT area_id, reference_date, residents, under_18, age_18_to_64, age_65_plus, foreign_residents, is_estimate
FROM population_area
WHERE $area_id IS NULL OR area_id = $area_id
ORDER BY area_id, reference_date
