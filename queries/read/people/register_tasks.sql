-- One row per thing to do in the areas in charge: kind (recheck, call, follow_up, interim_end, no_position), the day it is due
-- (null where it has none) and the record; what is due within $ahead_days counts as due soon.
-- right: edit_register
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $area_id VARCHAR?: only records in this area
-- $ahead_days INTEGER: how many days ahead to look
WITH mine AS (
    SELECT unit.*, today.today
    FROM unit_today AS unit
    CROSS JOIN today
    WHERE ($in_charge IS NULL OR len(unit.area_ids) = 0 OR list_has_any(unit.area_ids, $in_charge))
        AND ($area_id IS NULL OR list_contains(unit.area_ids, $area_id) OR (starts_with($area_id, 'city:') AND len(unit.area_ids) = 0))
), task AS (
    SELECT 'call' AS kind, conversation.next_on AS due_on, mine.unit_id, mine.address, mine.state, conversation.next_step AS detail,
        conversation.conversation_id, mine.revision, mine.today
    FROM conversation
    JOIN mine USING (unit_id)
    WHERE NOT conversation.is_done AND conversation.next_step <> 'none'
        AND coalesce(conversation.next_on, conversation.held_on) <= mine.today + to_days($ahead_days)
        AND ($in_charge IS NULL OR list_has_any(mine.area_ids, $in_charge))
        AND (  -- what was agreed with an owner ends with the ownership
            conversation.owner_id IS NULL
            OR EXISTS (
                SELECT 1 FROM unit_owner
                WHERE unit_owner.unit_id = conversation.unit_id AND unit_owner.owner_id = conversation.owner_id
                    AND coalesce(unit_owner.until, DATE '9999-12-31') >= mine.today
            )
        )
    UNION ALL
    SELECT 'follow_up', follow_up_on, unit_id, address, state, follow_up_note, NULL, revision, today
    FROM mine
    WHERE follow_up_on <= today + to_days($ahead_days)
    UNION ALL
    SELECT 'interim_end', interim_until, unit_id, address, state, NULL, NULL, revision, today
    FROM mine
    WHERE state = 'interim_use' AND interim_until <= today + to_days($ahead_days)
    UNION ALL
    SELECT 'recheck', (last_checked_on + trust_lasts())::DATE, unit_id, address, state, NULL, NULL, revision, today
    FROM mine
    WHERE is_watched AND is_stale
    UNION ALL
    SELECT 'no_position', NULL, unit_id, address, state, NULL, NULL, revision, today
    FROM mine
    WHERE is_watched AND lon IS NULL
)
SELECT kind, due_on, due_on < today AS is_overdue, date_diff('day', due_on, today) AS days_over, unit_id, address, state, detail,
    conversation_id, revision, today
FROM task
ORDER BY list_position(['call', 'follow_up', 'interim_end', 'recheck', 'no_position'], kind), due_on NULLS FIRST, address COLLATE de, unit_id
