-- One row per published meeting with its sums, the newest first.
SELECT meeting_id, title, kind, held_on, place, area_id, people, summary, visibility, origin, ideas, answered, done
FROM meeting_head
WHERE visibility = 'published'
ORDER BY held_on DESC, title COLLATE de, meeting_id
