-- One row per age group, sex and nationality: residents of the register count, unrounded; areas that cut through
-- statistische Bezirke by areal interpolation.
-- $area_id VARCHAR: any area
-- $reference_date DATE: 31 December of a year
-- $group_years INTEGER: years of age in one group, 1 or 5
-- persons: persons
SELECT
    CAST(least(age // $group_years * $group_years, CASE WHEN $group_years = 1 THEN 100 ELSE 95 END) AS INTEGER) AS age,
    sex,
    nationality,
    sum(persons * part.share) AS persons
FROM stats.population AS population
JOIN stats.area_part AS part USING (stat_id)
WHERE part.area_id = $area_id AND reference_date = $reference_date
GROUP BY ALL
ORDER BY age, sex, nationality
