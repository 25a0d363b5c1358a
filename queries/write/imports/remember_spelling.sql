-- Keeps what a word of a file means; an earlier meaning of it is replaced.
-- $source_id VARCHAR: name of the source
-- $field VARCHAR: field of the source
-- $spelling VARCHAR: the word as it stood in the file
-- $value VARCHAR: what it means
-- $confirmed_by VARCHAR: role
INSERT OR REPLACE INTO spelling BY NAME
SELECT $source_id AS source_id, $field AS field, $spelling AS spelling, $value AS value, $confirmed_by AS confirmed_by,
    timezone('UTC', now()) AS confirmed_at
