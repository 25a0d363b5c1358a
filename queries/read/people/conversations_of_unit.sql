-- One row per talk about a unit, the newest first. Personal: read through register.conversations, which notes it in the
-- audit.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $unit_id VARCHAR: the record
SELECT conversation_id, owner_id, held_on, channel, with_whom, result, next_step, next_on, is_done, text, actor_name
FROM conversation
JOIN unit USING (unit_id)
WHERE unit_id = $unit_id AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
ORDER BY held_on DESC, conversation_id DESC
