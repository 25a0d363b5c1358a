-- Keeps what was decided on a unit and a seeker in place of what was decided before.
-- $seeker_id VARCHAR: the seeker
-- $unit_id VARCHAR: the record
-- $decision VARCHAR: decision
-- $reason VARCHAR?: why
-- $account_id VARCHAR?: who decided
-- $actor_name VARCHAR?: name of that account
DELETE FROM reuse_match WHERE seeker_id = $seeker_id AND unit_id = $unit_id;
INSERT INTO reuse_match SELECT $seeker_id, $unit_id, $decision, $reason, today, $account_id, $actor_name FROM today
