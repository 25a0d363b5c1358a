-- Stores how a reporter may be asked back.
-- $report_id INTEGER: the report
-- $person VARCHAR?: name
-- $contact VARCHAR?: telephone or e-mail
-- $given_at TIMESTAMP: when (UTC)
INSERT INTO report_person VALUES ($report_id, $person, $contact, $given_at)
