-- One row: a story that is shared and for everybody, with its document. Says nothing of who made it.
-- $story_id VARCHAR: its random name
SELECT s.story_id, s.revision, NULL AS owner, s.is_shared, false AS is_joint, s.changed_at, NULL AS changed_by, s.document
FROM story AS s
WHERE s.story_id = $story_id AND s.is_shared AND s.audience = 'public'
