-- Streets and the statistische Bezirke they run through; a number no area has is a finding.
CREATE OR REPLACE TEMP TABLE staged AS
SELECT frame.row_number, street_key, street_name, area.area_id AS stat_id, 'published' AS origin
FROM frame
JOIN stats.area AS area
    ON area.level = 'stat' AND area.valid_to IS NULL AND area.code = lpad(frame.stat_code, 3, '0');
INSERT INTO issue
SELECT row_number, 'fail', 'stat_district_unknown', 'statistischer_bezirk_nr', stat_code
FROM frame
WHERE row_number NOT IN (SELECT row_number FROM staged)
