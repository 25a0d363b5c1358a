-- Says where and when a question was asked, and to which meeting it belongs.
-- $poll_id VARCHAR: the question
-- $place VARCHAR?: where the people met
-- $held_on DATE: day
-- $meeting_id VARCHAR?: record of the meeting
UPDATE poll SET place = $place, held_on = $held_on, meeting_id = $meeting_id WHERE poll_id = $poll_id
