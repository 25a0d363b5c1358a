-- One row per measure of the newest programme that names an area.
-- $area_id VARCHAR: a Stadtbezirk or the city
SELECT title, kind, status, phases, paper_number
FROM stats.construction_programme
WHERE list_contains(area_ids, $area_id)
    AND programme_year = (SELECT max(programme_year) FROM stats.construction_programme)
ORDER BY title COLLATE de
