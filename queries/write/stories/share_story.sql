-- Says who may read and who may change a story of one's own.
-- $story_id VARCHAR: its random name
-- $is_shared BOOLEAN: whether its audience may read it
-- $is_joint BOOLEAN: whether everybody who may present may change it
UPDATE story SET is_shared = $is_shared, is_joint = $is_joint WHERE story_id = $story_id
