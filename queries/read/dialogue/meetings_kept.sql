-- One row per meeting, drafts too, with its sums, the newest first.
-- right: keep_meetings
SELECT meeting_id, title, kind, held_on, place, area_id, people, summary, visibility, origin, ideas, answered, done
FROM meeting_head
ORDER BY held_on DESC, title COLLATE de, meeting_id
