-- One row per answer to a question put to a hall: votes of phones and counts on paper. `words`: the word as it was first
-- written; null where the answer is an option or an area.
-- right: present
-- $poll_id VARCHAR: the question
SELECT given.answer, known.word AS words, given.phone, given.paper
FROM poll_answer AS given
LEFT JOIN poll_word AS known ON known.poll_id = given.poll_id AND known.word_key = given.answer
WHERE given.poll_id = $poll_id
ORDER BY given.phone + given.paper DESC, given.answer
