-- What a deletion deleted of one kind.
-- $run_id INTEGER: the deletion
-- $kind VARCHAR: kind of data
-- $rule VARCHAR: rule that asked for it
-- $record_count INTEGER: how many records
-- $record_ids VARCHAR[]: their numbers
INSERT INTO deletion_protocol VALUES ($run_id, $kind, $rule, $record_count, $record_ids)
