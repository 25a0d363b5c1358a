-- Lets a new sequence go on behind a number.
-- $sequence_name VARCHAR: the sequence
-- $last_value INTEGER: the last number that was given
SELECT max(nextval($sequence_name)) AS last_value
FROM range($last_value)
