-- One row: a picture or a geometry of a story. Its name is made from its content, so that only who has a story knows it.
-- $file_id VARCHAR: its name
SELECT kind, content FROM story_file WHERE file_id = $file_id
