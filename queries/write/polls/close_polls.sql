-- Ends the open questions of a story, or one of them; the hall sees the result from now on.
-- $story_id VARCHAR: the story
-- $poll_id VARCHAR?: only this one
-- $closed_at TIMESTAMP: now (UTC)
UPDATE poll SET state = 'closed', closed_at = $closed_at, is_revealed = true
WHERE story_id = $story_id AND state = 'open' AND ($poll_id IS NULL OR poll_id = $poll_id)
