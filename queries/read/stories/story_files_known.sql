-- One row per file of these names that is there.
-- $file_ids VARCHAR[]: the names
SELECT file_id, kind FROM story_file WHERE list_contains($file_ids, file_id) ORDER BY file_id
