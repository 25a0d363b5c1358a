-- One row: a report as it stands before a decision.
-- $report_id INTEGER: the report
SELECT report_id, state, area_ids, unit_id, linked_unit_id FROM report_from_public WHERE report_id = $report_id
