-- Keeps a new story.
-- $story_id VARCHAR: its random name
-- $account_id VARCHAR?: whose; null for an example
-- $title VARCHAR: title
-- $language VARCHAR: de or en
-- $audience VARCHAR: public or council
-- $is_shared BOOLEAN: whether its audience may read it
-- $steps INTEGER: number of steps
-- $minutes DOUBLE: planned minutes
-- $frozen_on DATE?: day its data stand at
-- $file_ids VARCHAR[]: its files
-- $document VARCHAR: the whole story as JSON
-- $changed_at TIMESTAMP: when (UTC)
INSERT INTO story
VALUES ($story_id, 1, $account_id, $title, $language, $audience, $is_shared, false, $steps, $minutes, $frozen_on, $file_ids, $document, $changed_at, $changed_at, $account_id)
