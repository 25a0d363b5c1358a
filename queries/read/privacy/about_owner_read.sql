-- One row per time somebody read an owner's data: when, what, in which role.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT happened_at, action, role FROM audit_event WHERE subject = 'owner' AND subject_id = $record_id ORDER BY happened_at
