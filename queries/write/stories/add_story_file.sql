-- Keeps a picture or a geometry once; one that is there already is as fresh as a new one.
-- $file_id VARCHAR: its name
-- $kind VARCHAR: picture or geometry
-- $content BLOB: the file
-- $added_at TIMESTAMP: when (UTC)
INSERT INTO story_file VALUES ($file_id, $kind, $content, $added_at)
ON CONFLICT (file_id) DO UPDATE SET added_at = excluded.added_at
