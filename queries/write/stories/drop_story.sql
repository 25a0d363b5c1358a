-- Deletes a story; who may do so was asked before, in the same transaction.
-- $story_id VARCHAR: its random name
DELETE FROM story WHERE story_id = $story_id
