-- One row: a question as it stands, how many devices have answered it, and whether this one has.
-- $poll_id VARCHAR: the question
-- $device_hash VARCHAR: hash of the device's random number
SELECT state, salt, (SELECT count(*) FROM poll_vote WHERE poll_id = $poll_id)::INTEGER AS devices,
    EXISTS (FROM poll_vote WHERE poll_id = $poll_id AND device_hash = $device_hash) AS has_voted
FROM poll
WHERE poll_id = $poll_id
