-- One row per episode of a shop unit: from when to when it was in which state.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT unit_id, begins_on, ends_on, state, vacant_since
FROM occupancy
ORDER BY unit_id, begins_on
LIMIT $row_limit
