-- Keeps an advice given on a unit.
-- $unit_id VARCHAR: the record
-- $given_on DATE: day
-- $kind VARCHAR: kind
-- $note VARCHAR?: what was advised
INSERT INTO advice (unit_id, given_on, kind, note) VALUES ($unit_id, $given_on, $kind, $note)
