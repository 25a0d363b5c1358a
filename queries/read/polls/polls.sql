-- One row per question put to a hall: of a story, of one of its steps, of a meeting, or that one; the newest first.
-- right: present
-- $story_id VARCHAR?: only of this story
-- $step_id VARCHAR?: only of this step
-- $meeting_id VARCHAR?: only of this meeting
-- $poll_id VARCHAR?: only this one
SELECT *
FROM poll_shown
WHERE ($story_id IS NULL OR story_id = $story_id) AND ($step_id IS NULL OR step_id = $step_id)
    AND ($meeting_id IS NULL OR meeting_id = $meeting_id) AND ($poll_id IS NULL OR poll_id = $poll_id)
ORDER BY made_at DESC, poll_id
