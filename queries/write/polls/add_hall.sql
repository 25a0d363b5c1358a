-- Gives a story its code for phones, where it has none.
-- $story_id VARCHAR: the story
-- $code VARCHAR: a code not in use
INSERT INTO hall (story_id, code) VALUES ($story_id, $code) ON CONFLICT (story_id) DO NOTHING
