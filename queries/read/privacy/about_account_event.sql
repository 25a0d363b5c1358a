-- One row per event of the audit that an account caused.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT happened_at, action, subject, subject_id FROM audit_event WHERE account_id = $record_id ORDER BY happened_at, event_id
