-- Keeps the text of a serial letter under its name in place of the one before.
-- $template VARCHAR: name
-- $sender VARCHAR: office
-- $subject VARCHAR: subject
-- $body VARCHAR: text
-- $changed_at TIMESTAMP: when (UTC)
-- $account_id VARCHAR?: who
DELETE FROM letter_template WHERE name = $template;
INSERT INTO letter_template VALUES ($template, $subject, $body, $sender, $changed_at, $account_id)
