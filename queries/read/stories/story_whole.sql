-- One row: a story that an account may work with, with its document.
-- right: present
-- $story_id VARCHAR: its random name
-- $account_id VARCHAR?: who asks; null for nobody's own
SELECT s.story_id, s.revision, s.account_id AS owner, s.is_shared, s.is_joint, s.changed_at,
    w.display_name AS changed_by, s.document
FROM story AS s
LEFT JOIN account AS w ON w.account_id = s.changed_by
WHERE s.story_id = $story_id AND (s.account_id = $account_id OR s.is_joint OR s.is_shared)
