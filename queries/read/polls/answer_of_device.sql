-- One row where a device has answered a question: its answer.
-- right: present
-- $poll_id VARCHAR: the question
-- $device_hash VARCHAR: hash of the device's random number
SELECT amounts, words, lon, lat, area_id
FROM poll_vote
WHERE poll_id = $poll_id AND device_hash = $device_hash
