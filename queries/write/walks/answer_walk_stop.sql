-- Writes the answer at a stop; null opens it again. The walk was changed.
-- $walk_id INTEGER: the walk
-- $stop_number INTEGER: the stop
-- $outcome VARCHAR?: what was found
-- $note VARCHAR?: what was noted
-- $before VARCHAR?: JSON of the values that were changed
-- $now TIMESTAMP: now (UTC)
UPDATE walk_stop
SET outcome = $outcome, note = $note, before = $before, done_at = CASE WHEN $outcome IS NOT NULL THEN $now END
WHERE walk_id = $walk_id AND stop_number = $stop_number;
UPDATE walk SET changed_at = $now WHERE walk_id = $walk_id
