-- One row per story that is shared and for everybody; the last changed first. Says nothing of who made it.
SELECT s.story_id, s.revision, NULL AS owner, s.is_shared, false AS is_joint, s.title, s.language, s.audience, s.steps,
    s.minutes, s.frozen_on, s.changed_at, NULL AS changed_by, NULL AS owner_name
FROM story AS s
WHERE s.is_shared AND s.audience = 'public'
ORDER BY s.changed_at DESC, s.story_id
