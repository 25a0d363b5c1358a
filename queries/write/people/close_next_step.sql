-- Says that the next step agreed in a talk was done.
-- $conversation_id INTEGER: the talk
UPDATE conversation SET is_done = true WHERE conversation_id = $conversation_id
