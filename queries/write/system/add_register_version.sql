-- Notes a committed write; returns its version.
-- $action VARCHAR: what was done
INSERT INTO register_version (changed_at, action)
VALUES (now()::TIMESTAMP, $action)
RETURNING version
