-- Opens a question; its result is hidden until it ends or is shown on purpose.
-- $poll_id VARCHAR: the question
-- $opened_at TIMESTAMP: now (UTC); the first time stays
UPDATE poll SET state = 'open', opened_at = coalesce(opened_at, $opened_at), closed_at = NULL, is_revealed = false
WHERE poll_id = $poll_id
