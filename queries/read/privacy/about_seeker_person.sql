-- One row: name and contact of a seeker.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT name, phone, email, source, legal_basis, recorded_on FROM seeker_person WHERE seeker_id = $record_id
