-- One row: the unit of a talk and its areas.
-- $conversation_id INTEGER: the talk
SELECT conversation.unit_id, unit.area_ids, conversation.next_step, conversation.next_on
FROM conversation
JOIN unit USING (unit_id)
WHERE conversation.conversation_id = $conversation_id
