-- One row per photo that belongs to a report only.
-- $report_id INTEGER: the report
SELECT photo_id FROM unit_photo WHERE report_id = $report_id AND unit_id IS NULL
