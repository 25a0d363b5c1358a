-- One row: the code of a story for phones and the address shown in the hall; none before the first question.
-- right: present
-- $story_id VARCHAR: the story
SELECT code, address
FROM hall
WHERE story_id = $story_id
