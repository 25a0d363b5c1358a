-- Keeps a talk about a unit.
-- $unit_id VARCHAR: the record
-- $owner_id VARCHAR?: the owner
-- $held_on DATE: day
-- $channel VARCHAR: how
-- $with_whom VARCHAR?: with whom
-- $result VARCHAR: what came out
-- $next_step VARCHAR: what comes next
-- $next_on DATE?: when
-- $text VARCHAR?: what was said
-- $account_id VARCHAR?: who wrote it
-- $actor_name VARCHAR?: name of that account
INSERT INTO conversation (unit_id, owner_id, held_on, channel, with_whom, result, next_step, next_on, text, account_id, actor_name)
VALUES ($unit_id, $owner_id, $held_on, $channel, $with_whom, $result, $next_step, $next_on, $text, $account_id, $actor_name)
