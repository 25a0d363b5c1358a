-- One row: a meeting as it stands, who changed it last and when, and the day of the register.
-- $meeting_id VARCHAR: the meeting
SELECT meeting.revision, meeting.area_id, meeting.visibility, meeting.account_id, meeting.changed_at, account.display_name AS changed_by, today.today
FROM meeting
CROSS JOIN today
LEFT JOIN account ON account.account_id = meeting.changed_by_account_id
WHERE meeting.meeting_id = $meeting_id
