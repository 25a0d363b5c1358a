-- One row: a question as it stands, with how many devices have answered it.
-- $poll_id VARCHAR: the question
SELECT state, salt, question_json, language, (SELECT count(*) FROM poll_vote WHERE poll_id = $poll_id)::INTEGER AS devices,
    (SELECT count(*) FROM poll_paper WHERE poll_id = $poll_id)::INTEGER AS paper_answers
FROM poll
WHERE poll_id = $poll_id
