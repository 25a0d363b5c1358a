-- Takes a deputyship back.
-- $deputy_id INTEGER: its number
-- $at TIMESTAMP: now (UTC)
UPDATE deputy SET revoked_at = $at WHERE deputy_id = $deputy_id
