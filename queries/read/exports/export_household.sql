-- One row per statistischer Bezirk, year and household size; households unrounded: round before they leave.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: households
SELECT stat_id, reference_date, persons_in_household, sum(households)::INTEGER AS households, any_value(origin) AS origin
FROM stats.household
GROUP BY stat_id, reference_date, persons_in_household
ORDER BY stat_id, reference_date, persons_in_household
LIMIT $row_limit
