-- One row per answer counted on paper for a question.
-- right: present
-- $poll_id VARCHAR: the question
SELECT answer, amount
FROM poll_paper
WHERE poll_id = $poll_id
ORDER BY answer
