-- One row per word given in answer to a question, in the order of arrival, with how many phones give it now.
-- right: present
-- $poll_id VARCHAR: the question
SELECT word_key, word, state, coalesce(phone, 0)::INTEGER AS phone
FROM poll_word
LEFT JOIN (
    SELECT word_key, count(*) AS phone
    FROM (SELECT unnest(words) AS word_key FROM poll_vote WHERE poll_id = $poll_id)
    GROUP BY word_key
) USING (word_key)
WHERE poll_id = $poll_id
ORDER BY arrived
