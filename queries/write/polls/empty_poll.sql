-- Deletes all answers to a question, of phones and on paper; it waits again.
-- $poll_id VARCHAR: the question
-- $salt VARCHAR: a fresh secret
DELETE FROM poll_vote WHERE poll_id = $poll_id;
DELETE FROM poll_word WHERE poll_id = $poll_id;
DELETE FROM poll_paper WHERE poll_id = $poll_id;
UPDATE poll
SET state = 'waiting', is_revealed = false, opened_at = NULL, closed_at = NULL, paper_people = NULL, salt = $salt
WHERE poll_id = $poll_id
