-- One row per meeting a vote may belong to: the newest first.
-- right: present
-- $limit INTEGER: how many at most
SELECT meeting_id, title, kind, held_on, place, area_id, visibility
FROM meeting
ORDER BY held_on DESC, title, meeting_id
LIMIT $limit
