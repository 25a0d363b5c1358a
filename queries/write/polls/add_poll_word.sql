-- Notes a word given in answer to a question, where it is a new one.
-- $poll_id VARCHAR: the question
-- $word_key VARCHAR: form in which identical words are counted together
-- $word VARCHAR: as it was written
-- $state VARCHAR: new or released
INSERT INTO poll_word (poll_id, word_key, word, state, arrived)
SELECT $poll_id, $word_key, $word, $state, (SELECT coalesce(max(arrived), 0) + 1 FROM poll_word WHERE poll_id = $poll_id)
ON CONFLICT (poll_id, word_key) DO NOTHING
