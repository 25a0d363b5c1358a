-- One row: how many hints from OpenStreetMap lie in an area, known ones included, and the day of the extract.
-- $area_id VARCHAR: any area
-- right: read_internal
SELECT count(*) AS candidates, max(seen_on) AS seen_on
FROM stats.vacancy_candidate
WHERE list_contains(area_ids, $area_id)
