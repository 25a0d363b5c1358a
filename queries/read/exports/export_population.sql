-- One row per statistischer Bezirk, year, age group, sex and nationality; persons unrounded: round before they leave.
-- The groups are those of the pages' pyramids, parted at 18: wider ones would give away what
-- these round.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: persons
SELECT
    stat_id,
    reference_date,
    CASE WHEN age >= 95 THEN '95+' WHEN age BETWEEN 15 AND 17 THEN '15-17' WHEN age BETWEEN 18 AND 19 THEN '18-19' ELSE printf('%02d-%02d', age // 5 * 5, age // 5 * 5 + 4) END AS age_group,
    sex,
    nationality,
    sum(persons)::INTEGER AS persons,
    any_value(origin) AS origin
FROM stats.population
GROUP BY ALL
ORDER BY ALL
LIMIT $row_limit
