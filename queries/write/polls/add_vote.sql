-- Keeps the answer of a device; a second one takes the place of the first.
-- $poll_id VARCHAR: the question
-- $device_hash VARCHAR: hash of the device's random number
-- $amounts INTEGER[]?: dots per option
-- $words VARCHAR[]?: words in the form in which they are counted
-- $lon DOUBLE?: longitude of a point
-- $lat DOUBLE?: latitude of a point
-- $area_id VARCHAR?: area of a point
INSERT INTO poll_vote (poll_id, device_hash, amounts, words, lon, lat, area_id)
VALUES ($poll_id, $device_hash, $amounts, $words, $lon, $lat, $area_id)
ON CONFLICT (poll_id, device_hash) DO UPDATE
SET amounts = excluded.amounts, words = excluded.words, lon = excluded.lon, lat = excluded.lat, area_id = excluded.area_id
