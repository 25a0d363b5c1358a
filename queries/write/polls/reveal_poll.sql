-- Shows the result of a question to the hall, or takes it off the wall.
-- $poll_id VARCHAR: the question
-- $is_revealed BOOLEAN: whether it is shown
UPDATE poll SET is_revealed = $is_revealed WHERE poll_id = $poll_id
