-- Figures of areas, one column each, as published figures of one day.
-- $reference_date DATE?: day the figures speak of
-- $figure_source VARCHAR: what the figures are called where they are shown
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    area_id,
    metric,
    value,
    CASE metric WHEN 'mean_age' THEN 'years' ELSE '%' END AS unit,
    $reference_date::DATE AS reference_date,
    $figure_source AS source,
    NULL::VARCHAR AS note,
    'published' AS origin
FROM (UNPIVOT (SELECT * EXCLUDE (district_code) FROM frame) ON COLUMNS(* EXCLUDE (row_number, area_id)) INTO NAME metric VALUE value)
WHERE $reference_date IS NOT NULL;
INSERT INTO issue
SELECT row_number, 'fail', 'reference_date_missing', NULL, area_id FROM frame WHERE $reference_date IS NULL
UNION ALL
SELECT row_number, 'fail', 'no_value_in_row', NULL, area_id
FROM frame
WHERE $reference_date IS NOT NULL AND row_number NOT IN (SELECT row_number FROM staged)
