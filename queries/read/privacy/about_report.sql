-- One row: a report of the public with name and contact.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT report.report_id, kind, unit_id, address, message, report.since, state, reason, received_at, decided_at, person.name, person.contact
FROM report_from_public AS report
LEFT JOIN report_person AS person USING (report_id)
WHERE CAST(report.report_id AS VARCHAR) = $record_id
