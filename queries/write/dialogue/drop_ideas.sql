-- Takes ideas out.
-- $idea_ids VARCHAR[]: the ideas
DELETE FROM meeting_idea WHERE list_contains($idea_ids, idea_id)
