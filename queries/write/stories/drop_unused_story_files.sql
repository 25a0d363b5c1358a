-- Deletes pictures and geometries that no story holds (any more) and nobody is just about to use.
-- $before TIMESTAMP: those added later stay (UTC)
DELETE FROM story_file
WHERE added_at < $before AND file_id NOT IN (SELECT unnest(file_ids) FROM story)
