-- Finds anew which areas contain each unit of the register and each idea of a meeting that has a position, after boundaries
-- changed.
UPDATE unit
SET area_ids = coalesce(located.area_ids, [])
FROM (
    SELECT point.unit_id, list(area.area_id ORDER BY area.area_km2 DESC) FILTER (area.area_id IS NOT NULL) AS area_ids
    FROM unit AS point
    LEFT JOIN (SELECT area_id, area_km2, geometry FROM stats.area WHERE valid_to IS NULL) AS area
        ON ST_Contains(area.geometry, ST_Point(point.lon, point.lat))
    WHERE point.lon IS NOT NULL AND point.lat IS NOT NULL
    GROUP BY point.unit_id
) AS located
WHERE located.unit_id = unit.unit_id;
UPDATE meeting_idea
SET area_ids = coalesce(located.area_ids, [])
FROM (
    SELECT point.idea_id, list(area.area_id ORDER BY area.area_km2 DESC) FILTER (area.area_id IS NOT NULL) AS area_ids
    FROM meeting_idea AS point
    LEFT JOIN (SELECT area_id, area_km2, geometry FROM stats.area WHERE valid_to IS NULL) AS area
        ON ST_Contains(area.geometry, ST_Point(point.lon, point.lat))
    WHERE point.lon IS NOT NULL AND point.lat IS NOT NULL
    GROUP BY point.idea_id
) AS located
WHERE located.idea_id = meeting_idea.idea_id
