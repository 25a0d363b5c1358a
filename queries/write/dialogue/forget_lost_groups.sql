-- Ideas of groups that are gone belong to the whole meeting.
-- $meeting_id VARCHAR: the meeting
UPDATE meeting_idea SET group_id = NULL
WHERE meeting_id = $meeting_id AND group_id NOT IN (SELECT group_id FROM meeting_group WHERE meeting_id = $meeting_id)
