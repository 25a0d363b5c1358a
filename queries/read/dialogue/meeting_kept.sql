-- One row: a meeting, draft or published, with all that belongs to it and who changed it last.
-- right: keep_meetings
-- $meeting_id VARCHAR: the meeting
SELECT meeting_id, revision, title, kind, held_on, begins, ends, place, area_id, story_id, people, summary, visibility, origin,
    changed_at, lines, groups, ideas, photos,
    account_id, changed_by.display_name AS changed_by
FROM meeting_whole AS meeting
LEFT JOIN (SELECT account_id AS changed_by_account_id, display_name FROM account) AS changed_by USING (changed_by_account_id)
WHERE meeting_id = $meeting_id
