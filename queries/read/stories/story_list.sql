-- One row per story that an account may work with: its own, joint ones, and shared ones; the last changed first.
-- right: present
-- $account_id VARCHAR?: whose; null for nobody's own
SELECT s.story_id, s.revision, s.account_id AS owner, s.is_shared, s.is_joint, s.title, s.language, s.audience, s.steps,
    s.minutes, s.frozen_on, s.changed_at, w.display_name AS changed_by, o.display_name AS owner_name
FROM story AS s
LEFT JOIN account AS w ON w.account_id = s.changed_by
LEFT JOIN account AS o ON o.account_id = s.account_id
WHERE s.account_id = $account_id OR s.is_joint OR s.is_shared
ORDER BY s.changed_at DESC, s.story_id
