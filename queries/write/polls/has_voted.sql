-- One row: whether a device has answered a question.
-- $poll_id VARCHAR: the question
-- $device_hash VARCHAR: hash of the device's random number
SELECT count(*) > 0 AS has_voted
FROM poll_vote
WHERE poll_id = $poll_id AND device_hash = $device_hash
