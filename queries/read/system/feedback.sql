-- One row per message of a reader, the newest first.
-- right: administrate
SELECT feedback_id, sent_at, page, message FROM feedback ORDER BY sent_at DESC
