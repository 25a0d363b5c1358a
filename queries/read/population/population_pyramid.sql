-- One row per age group, sex, nationality and part of the area: residents of the register count, unrounded. Single years
-- of age stand for the area as a whole, and only where at least 20,000 persons ever lived in it: below that, and where
-- asked for, there are groups of five years, one row per statistischer Bezirk and its share in the area. Other groups
-- are not given: their differences would single persons out.
-- $area_id VARCHAR: any area
-- $reference_date DATE: 31 December of a year
-- $group_years INTEGER: years of age in one group, 1 or 5
-- persons: persons
WITH own AS (
    SELECT population.*, part.share
    FROM stats.population AS population
    JOIN stats.area_part AS part USING (stat_id)
    WHERE part.area_id = $area_id
), yearly AS (
    SELECT sum(persons * share) AS residents FROM own GROUP BY reference_date
), choice AS (
    SELECT $group_years = 1 AND coalesce(max(residents), 0) >= 20000 AS is_single FROM yearly
)
SELECT
    CAST(CASE WHEN is_single THEN least(age, 100) ELSE least(age // 5 * 5, 95) END AS INTEGER) AS age,
    sex,
    nationality,
    CASE WHEN NOT is_single THEN stat_id END AS stat_id,
    CASE WHEN is_single THEN 1 ELSE share END AS share,
    sum(CASE WHEN is_single THEN persons * share ELSE persons END) AS persons
FROM own
CROSS JOIN choice
WHERE reference_date = $reference_date
GROUP BY ALL
ORDER BY age, sex, nationality, stat_id
