-- Cuts the link between answers and phones, deletes words that nobody released, and ends the question; what was counted stays.
-- $record_ids VARCHAR[]: the questions
UPDATE poll_vote SET device_hash = CAST(rowid AS VARCHAR) WHERE list_contains($record_ids, poll_id);
UPDATE poll_vote SET words = list_intersect(words, (
    SELECT coalesce(list(word_key), []) FROM poll_word WHERE poll_word.poll_id = poll_vote.poll_id AND state = 'released'
))
WHERE words IS NOT NULL AND list_contains($record_ids, poll_id);
DELETE FROM poll_word WHERE state != 'released' AND list_contains($record_ids, poll_id);
UPDATE poll SET salt = NULL, state = 'closed', closed_at = coalesce(closed_at, opened_at) WHERE list_contains($record_ids, poll_id)
