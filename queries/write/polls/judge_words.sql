-- Releases or hides words.
-- $poll_id VARCHAR: the question
-- $word_keys VARCHAR[]: the words
-- $state VARCHAR: released or hidden
UPDATE poll_word SET state = $state WHERE poll_id = $poll_id AND list_contains($word_keys, word_key)
