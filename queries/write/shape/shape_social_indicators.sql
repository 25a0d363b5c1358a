-- Social indicators of the Stadtbezirke as published figures of one day.
-- $reference_date DATE?: day the figures speak of
CREATE OR REPLACE TEMP TABLE placed AS
SELECT frame.*, area.area_id
FROM frame
LEFT JOIN stats.area AS area
    ON area.level = 'bezirk' AND area.valid_to IS NULL
    AND lower(replace(area.name, ' ', '-')) = lower(replace(frame.district_name, ' ', '-'));
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    area_id,
    metric,
    value,
    '%' AS unit,
    $reference_date::DATE AS reference_date,
    'Open Data: Sozialindikatoren in den Stadtbezirken' AS source,
    NULL::VARCHAR AS note,
    'published' AS origin
FROM (
    UNPIVOT (SELECT row_number, area_id, livelihood AS rate_livelihood_benefit, child AS rate_child_benefit,
            old_age AS rate_old_age_benefit FROM placed)
    ON rate_livelihood_benefit, rate_child_benefit, rate_old_age_benefit INTO NAME metric VALUE value
)
WHERE area_id IS NOT NULL AND $reference_date IS NOT NULL;
INSERT INTO issue
SELECT row_number, 'fail', 'reference_date_missing', NULL, district_name FROM placed WHERE $reference_date IS NULL
UNION ALL
SELECT row_number, 'fail', 'district_unknown', 'stadtbezirk', coalesce(district_name, district_code)
FROM placed
WHERE $reference_date IS NOT NULL AND area_id IS NULL
UNION ALL
SELECT row_number, 'fail', 'no_value_in_row', NULL, district_name
FROM placed
WHERE $reference_date IS NOT NULL AND area_id IS NOT NULL AND row_number NOT IN (SELECT row_number FROM staged)
