-- One row per idea of a published meeting: what was said, its weight, the answer and its status; the newest meeting first.
-- $area_id VARCHAR?: only ideas that belong to this area
SELECT idea.idea_id, idea.meeting_id, meeting.title AS meeting, meeting.kind, meeting.held_on, idea.idea_number, idea.text,
    idea.theme, idea.field_of_action, idea.place, idea.lon, idea.lat, idea.weight, idea.status, idea.answer, idea.reason,
    idea.measure_id, idea.answered_on, idea.area_ids, meeting.origin
FROM meeting_idea AS idea
JOIN meeting USING (meeting_id)
WHERE meeting.visibility = 'published' AND ($area_id IS NULL OR list_contains(idea.area_ids, $area_id))
ORDER BY meeting.held_on DESC, meeting.meeting_id, idea.idea_number
