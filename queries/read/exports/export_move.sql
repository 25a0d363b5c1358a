-- One row per statistischer Bezirk, year, scope and direction of moves; persons unrounded: round before they leave.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: persons
SELECT stat_id, year, scope, direction, sum(persons)::INTEGER AS persons, any_value(origin) AS origin
FROM stats.move
GROUP BY stat_id, year, scope, direction
ORDER BY stat_id, year, scope, direction
LIMIT $row_limit
