-- Takes the present row of a seeker out, before the changed one is put in.
-- $seeker_id VARCHAR: the seeker
DELETE FROM seeker WHERE seeker_id = $seeker_id
