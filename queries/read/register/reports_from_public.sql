-- One row per report of the public in the areas the reader is in charge of, the open ones first, the newest first.
-- right: moderate_reports
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $states VARCHAR[]?: states of a report, null for all
SELECT
    report.report_id, report.kind, report.unit_id, unit.address AS unit_address, report.address, report.lon, report.lat,
    report.area_ids, report.message, report.since, report.state, report.reason, report.linked_unit_id,
    report.received_on, report.received_at, report.decided_at, report.decided_by,
    EXISTS (SELECT 1 FROM report_person AS person WHERE person.report_id = report.report_id) AS has_contact,
    (SELECT any_value(sha256) FROM unit_photo AS photo WHERE photo.report_id = report.report_id) AS photo_sha256
FROM report_from_public AS report
LEFT JOIN unit USING (unit_id)
WHERE ($in_charge IS NULL OR len(report.area_ids) = 0 OR list_has_any(report.area_ids, $in_charge))
    AND ($states IS NULL OR list_contains($states, report.state))
ORDER BY report.state IN ('submitted', 'in_review') DESC, report.received_at DESC, report.report_id DESC
