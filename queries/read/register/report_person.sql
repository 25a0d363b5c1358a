-- One row: name and contact of a reporter, for who is in charge of the place.
-- right: moderate_reports
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $report_id INTEGER: the report
SELECT person.name, person.contact, person.given_at
FROM report_person AS person
JOIN report_from_public AS report USING (report_id)
WHERE person.report_id = $report_id
    AND ($in_charge IS NULL OR len(report.area_ids) = 0 OR list_has_any(report.area_ids, $in_charge))
