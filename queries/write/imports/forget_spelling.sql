-- Takes a confirmed spelling back.
-- $source_id VARCHAR: name of the source
-- $field VARCHAR: field of the source
-- $spelling VARCHAR: the word as it stood in the file
DELETE FROM spelling WHERE source_id = $source_id AND field = $field AND spelling = $spelling
