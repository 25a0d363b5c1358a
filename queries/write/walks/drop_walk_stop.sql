-- Takes a stop out of a walk; the walk was changed.
-- $walk_id INTEGER: the walk
-- $stop_number INTEGER: the stop
-- $now TIMESTAMP: now (UTC)
DELETE FROM walk_stop WHERE walk_id = $walk_id AND stop_number = $stop_number;
UPDATE walk SET changed_at = $now WHERE walk_id = $walk_id
