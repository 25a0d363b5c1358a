-- One row per field of a record that an account changed, without the values.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT changed_at, unit_id, field, action FROM unit_change WHERE account_id = $record_id ORDER BY changed_at, change_id
