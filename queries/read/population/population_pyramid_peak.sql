-- One row: the largest number of residents of one age group and sex in any year, so that the pyramids of all years
-- share one scale.
-- $area_id VARCHAR: any area
-- $group_years INTEGER: years of age in one group, 1 or 5
-- persons: persons
-- raw: read_exact_persons
SELECT max(persons) AS persons
FROM (
    SELECT sum(persons * part.share) AS persons
    FROM stats.population AS population
    JOIN stats.area_part AS part USING (stat_id)
    WHERE part.area_id = $area_id
    GROUP BY reference_date, sex, least(age // $group_years * $group_years, CASE WHEN $group_years = 1 THEN 100 ELSE 95 END)
)
