-- One row per session of a committee.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT session_id, committee, held_on, begins_at, place, area_id, source_id, origin
FROM stats.council_session
ORDER BY held_on, begins_at, session_id
LIMIT $row_limit
