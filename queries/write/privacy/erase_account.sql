-- Deletes accounts with their sessions, deputies, filters, areas and stories of their own (those shared stay), and
-- their names where they did something: that somebody with this role did it stays.
-- $record_ids VARCHAR[]: the records
UPDATE unit SET checked_by = NULL
WHERE checked_by IN (SELECT display_name FROM account WHERE list_contains($record_ids, account_id));
UPDATE unit_change SET old_value = NULL, new_value = NULL, is_personal = true
WHERE field = 'checked_by' AND (
    old_value IN (SELECT display_name FROM account WHERE list_contains($record_ids, account_id))
    OR new_value IN (SELECT display_name FROM account WHERE list_contains($record_ids, account_id))
);
UPDATE unit_change SET actor_name = NULL WHERE list_contains($record_ids, account_id);
UPDATE audit_event SET actor_name = NULL WHERE list_contains($record_ids, account_id);
UPDATE deletion_run SET actor_name = NULL WHERE list_contains($record_ids, account_id);
UPDATE unit_photo SET actor_name = NULL WHERE list_contains($record_ids, account_id);
UPDATE report_from_public SET decided_by = NULL WHERE list_contains($record_ids, account_id);
UPDATE conversation SET actor_name = NULL WHERE list_contains($record_ids, account_id);
UPDATE reuse_match SET actor_name = NULL WHERE list_contains($record_ids, account_id);
UPDATE walk SET begun_by = NULL WHERE list_contains($record_ids, account_id);
DELETE FROM drawn_area WHERE list_contains($record_ids, account_id) AND NOT is_shared;
UPDATE drawn_area SET account_id = NULL WHERE list_contains($record_ids, account_id);
UPDATE meeting SET account_id = NULL WHERE list_contains($record_ids, account_id);
UPDATE meeting SET changed_by_account_id = NULL WHERE list_contains($record_ids, changed_by_account_id);
UPDATE meeting_idea SET changed_by_account_id = NULL WHERE list_contains($record_ids, changed_by_account_id);
UPDATE meeting_photo SET account_id = NULL WHERE list_contains($record_ids, account_id);
DELETE FROM story WHERE list_contains($record_ids, account_id) AND NOT is_shared AND NOT is_joint;
UPDATE story SET account_id = NULL WHERE list_contains($record_ids, account_id);
UPDATE story SET changed_by = NULL WHERE list_contains($record_ids, changed_by);
DELETE FROM saved_filter WHERE list_contains($record_ids, account_id);
DELETE FROM deputy WHERE list_contains($record_ids, account_id) OR list_contains($record_ids, deputy_account_id);
DELETE FROM account_session WHERE list_contains($record_ids, account_id);
DELETE FROM account WHERE list_contains($record_ids, account_id)
