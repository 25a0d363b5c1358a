-- One row per statistischer Bezirk and year: unemployed persons, unrounded: round before they leave.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: unemployed
SELECT stat_id, reference_date, unemployed, origin
FROM stats.unemployment
ORDER BY stat_id, reference_date
LIMIT $row_limit
