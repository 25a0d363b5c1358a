-- One row per statistischer Bezirk and year: live births, unrounded: round before they leave.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: births
SELECT stat_id, year, sum(births)::INTEGER AS births, any_value(origin) AS origin
FROM stats.birth
GROUP BY stat_id, year
ORDER BY stat_id, year
LIMIT $row_limit
