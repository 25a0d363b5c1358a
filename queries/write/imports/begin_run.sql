-- Notes that an import begins; returns its number.
-- $source_id VARCHAR: name of the source
-- $file_name VARCHAR: name of the file as given
-- $file_sha256 VARCHAR: hash of the archived file
-- $actor VARCHAR: role that runs it
-- $options VARCHAR: options as JSON
INSERT INTO import_run (source_id, file_name, file_sha256, state, actor, started_at, options)
VALUES ($source_id, $file_name, $file_sha256, 'started', $actor, timezone('UTC', now()), $options)
RETURNING run_id
