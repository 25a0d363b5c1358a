-- One row per talk with an owner, without the name of who held it.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT conversation_id, unit_id, held_on, channel, with_whom, result, next_step, next_on, is_done, text
FROM conversation
WHERE owner_id = $record_id
ORDER BY held_on, conversation_id
