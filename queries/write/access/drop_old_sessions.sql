-- Forgets sessions that ended or could not be used any more before a moment.
-- $before TIMESTAMP: the moment (UTC)
DELETE FROM account_session WHERE coalesce(ended_at, expires_at) < $before
