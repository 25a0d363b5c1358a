-- One row per size of household: private households of an area and of the city on a day, unrounded.
-- $area_id VARCHAR: any area
-- $city_id VARCHAR: the city
-- $reference_date DATE: 31 December of a year
-- persons: households, city_households
SELECT
    persons_in_household,
    sum(households * part.share) FILTER (part.area_id = $area_id) AS households,
    sum(households * part.share) FILTER (part.area_id = $city_id) AS city_households
FROM stats.household AS household
JOIN stats.area_part AS part USING (stat_id)
WHERE part.area_id IN ($area_id, $city_id) AND reference_date = $reference_date
GROUP BY persons_in_household
ORDER BY persons_in_household
