-- One row: a seeker.
-- $seeker_id VARCHAR: the seeker
SELECT * FROM seeker WHERE seeker_id = $seeker_id
