-- Opens a question.
-- $poll_id VARCHAR: the question
-- $opened_at TIMESTAMP: now (UTC); the first time stays
UPDATE poll SET state = 'open', opened_at = coalesce(opened_at, $opened_at), closed_at = NULL
WHERE poll_id = $poll_id
