-- One row: an owner, without the personal values.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT owner_id, kind, legal_name, is_public_name, recorded_on FROM owner WHERE owner_id = $record_id
