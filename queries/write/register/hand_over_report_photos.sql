-- Gives the photos of a report to the record that took the report over.
-- $report_id INTEGER: the report
-- $unit_id VARCHAR: the record
UPDATE unit_photo SET unit_id = $unit_id WHERE report_id = $report_id AND unit_id IS NULL
