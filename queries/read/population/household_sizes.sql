-- One row per area and size of household: private households on a day, unrounded.
-- $area_id VARCHAR?: any area, null for all: counts are rounded over all areas together
-- $reference_date DATE: 31 December of a year
-- persons: households
SELECT
    part.area_id,
    persons_in_household,
    sum(households * part.share) AS households
FROM stats.household AS household
JOIN stats.area_part AS part USING (stat_id)
WHERE reference_date = $reference_date AND ($area_id IS NULL OR part.area_id = $area_id)
GROUP BY part.area_id, persons_in_household
ORDER BY part.area_id, persons_in_household
