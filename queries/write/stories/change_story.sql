-- Puts another document in the place of a story's; who may do so was asked before, in the same transaction.
-- $story_id VARCHAR: its random name
-- $title VARCHAR: title
-- $language VARCHAR: de or en
-- $audience VARCHAR: public or council
-- $steps INTEGER: number of steps
-- $minutes DOUBLE: planned minutes
-- $frozen_on DATE?: day its data stand at
-- $file_ids VARCHAR[]: its files
-- $document VARCHAR: the whole story as JSON
-- $changed_at TIMESTAMP: when (UTC)
-- $changed_by VARCHAR: who
UPDATE story SET
    revision = revision + 1, title = $title, language = $language, audience = $audience, steps = $steps,
    minutes = $minutes, frozen_on = $frozen_on, file_ids = $file_ids, document = $document, changed_at = $changed_at,
    changed_by = $changed_by
WHERE story_id = $story_id
