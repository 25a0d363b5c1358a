-- Stores a message of a reader.
-- $sent_at TIMESTAMP: when (UTC)
-- $page VARCHAR: path of the page
-- $message VARCHAR: the message
INSERT INTO feedback (sent_at, page, message) VALUES ($sent_at, $page, $message)
