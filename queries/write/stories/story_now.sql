-- One row: how a story stands at the moment of a write.
-- $story_id VARCHAR: its random name
SELECT s.revision, s.account_id, s.is_shared, s.is_joint, s.changed_at, w.display_name AS changed_by
FROM story AS s
LEFT JOIN account AS w ON w.account_id = s.changed_by
WHERE s.story_id = $story_id
