-- One row: how many messages came since a moment.
-- $since TIMESTAMP: the moment (UTC)
-- right: administrate
SELECT count(*) AS messages FROM feedback WHERE sent_at >= $since
