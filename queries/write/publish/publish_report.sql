-- Real reports take the place of the made ones of their years; a report that is known already gets its new state.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.report
WHERE report_id IN (SELECT report_id FROM staged)
    OR (origin = 'made' AND year(reported_on) IN (SELECT DISTINCT year(reported_on) FROM staged));
INSERT INTO stats.report BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
