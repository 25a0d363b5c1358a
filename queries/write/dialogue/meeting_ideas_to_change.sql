-- One row per idea of a meeting as it stands, in their order, with who changed it last.
-- $meeting_id VARCHAR: the meeting
SELECT idea.*, account.display_name AS changed_by
FROM meeting_idea AS idea
LEFT JOIN account ON account.account_id = idea.changed_by_account_id
WHERE idea.meeting_id = $meeting_id
ORDER BY idea.idea_number
