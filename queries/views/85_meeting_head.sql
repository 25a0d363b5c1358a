-- One row per meeting with its sums; drafts too: read it through queries that say who asks.
CREATE OR REPLACE VIEW meeting_head AS
SELECT
    meeting.meeting_id, meeting.title, meeting.kind, meeting.held_on, meeting.place, meeting.area_id, meeting.people,
    meeting.summary, meeting.visibility, meeting.origin,
    coalesce(idea.ideas, 0) AS ideas, coalesce(idea.answered, 0) AS answered, coalesce(idea.done, 0) AS done
FROM meeting
LEFT JOIN (
    SELECT meeting_id, count(*) AS ideas, count(*) FILTER (answered_on IS NOT NULL) AS answered, count(*) FILTER (status = 'done') AS done
    FROM meeting_idea
    GROUP BY meeting_id
) AS idea USING (meeting_id)
