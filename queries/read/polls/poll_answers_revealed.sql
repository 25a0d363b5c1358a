-- One row per answer to a question put to a hall whose result was shown there; as the query poll_answers.
-- $poll_id VARCHAR: the question
SELECT given.answer, known.word AS words, given.phone, given.paper
FROM poll_answer AS given
SEMI JOIN (FROM poll WHERE is_revealed) AS shown USING (poll_id)
LEFT JOIN poll_word AS known ON known.poll_id = given.poll_id AND known.word_key = given.answer
WHERE given.poll_id = $poll_id
ORDER BY given.phone + given.paper DESC, given.answer
