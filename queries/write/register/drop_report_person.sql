-- Deletes name and contact of a reporter.
-- $report_id INTEGER: the report
DELETE FROM report_person WHERE report_id = $report_id
