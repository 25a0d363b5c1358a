-- Stores a report of the public. One row: its number.
-- $kind VARCHAR: vacant, not_vacant, wrong
-- $unit_id VARCHAR?: record it is about
-- $address VARCHAR?: where, in words
-- $lon DOUBLE?: longitude
-- $lat DOUBLE?: latitude
-- $area_ids VARCHAR[]: areas that contain the place
-- $message VARCHAR: what was seen
-- $since VARCHAR?: since when, in words
-- $received_at TIMESTAMP: when (UTC)
INSERT INTO report_from_public (kind, unit_id, address, lon, lat, area_ids, message, since, state, received_at, received_on)
SELECT $kind, $unit_id, $address, $lon, $lat, $area_ids, $message, $since, 'submitted', $received_at, today
FROM today
RETURNING report_id
