-- One row: a published meeting with all that belongs to it; none where it is a draft.
-- $meeting_id VARCHAR: the meeting
SELECT meeting_id, revision, title, kind, held_on, begins, ends, place, area_id, story_id, people, summary, visibility, origin,
    changed_at, lines, groups, ideas, photos
FROM meeting_whole AS meeting
WHERE meeting_id = $meeting_id AND visibility = 'published'
