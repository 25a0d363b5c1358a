-- Adds a stop at the end of a walk; the walk was changed.
-- $walk_id INTEGER: the walk
-- $unit_id VARCHAR: the unit
-- $outcome VARCHAR?: what was found; null for a stop still to be visited
-- $note VARCHAR?: what was noted
-- $before VARCHAR?: JSON of the values that were changed
-- $now TIMESTAMP: now (UTC)
INSERT INTO walk_stop (walk_id, stop_number, unit_id, outcome, note, before, done_at)
SELECT $walk_id, coalesce(max(stop_number), 0) + 1, $unit_id, $outcome, $note, $before, CASE WHEN $outcome IS NOT NULL THEN $now END
FROM walk_stop
WHERE walk_id = $walk_id;
UPDATE walk SET changed_at = $now WHERE walk_id = $walk_id
