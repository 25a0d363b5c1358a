-- One row per statistischer Bezirk and year: deaths, unrounded: round before they leave.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: deaths
SELECT stat_id, year, sum(deaths)::INTEGER AS deaths, any_value(origin) AS origin
FROM stats.death
GROUP BY stat_id, year
ORDER BY stat_id, year
LIMIT $row_limit
