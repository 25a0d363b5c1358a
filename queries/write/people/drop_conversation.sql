-- Deletes a talk.
-- $conversation_id INTEGER: the talk
DELETE FROM conversation WHERE conversation_id = $conversation_id
