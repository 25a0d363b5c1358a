-- Keeps the text of a serial letter under its name in place of the one before.
-- $name VARCHAR: name
-- $sender VARCHAR: office
-- $subject VARCHAR: subject
-- $body VARCHAR: text
-- $changed_at TIMESTAMP: when (UTC)
-- $account_id VARCHAR?: who
DELETE FROM letter_template WHERE name = $name;
INSERT INTO letter_template VALUES ($name, $subject, $body, $sender, $changed_at, $account_id)
