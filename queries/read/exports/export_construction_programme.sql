-- One row per measure of the programme of civil engineering.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT measure_id, programme_year, title, project_number, district_text, area_ids, trade, kind, status, priority, paper_number, paper_url, description, remark, phases, source_id, origin
FROM stats.construction_programme
ORDER BY programme_year, title, measure_id
LIMIT $row_limit
