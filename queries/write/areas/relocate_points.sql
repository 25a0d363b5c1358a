-- Finds anew which areas contain each point of the statistics, after boundaries changed.
CREATE TEMP TABLE located AS
WITH place AS (
    SELECT DISTINCT lon, lat
    FROM (
        SELECT lon, lat FROM stats.accident
        UNION ALL SELECT lon, lat FROM stats.traffic_station
        UNION ALL SELECT lon, lat FROM stats.pedestrian_station
        UNION ALL SELECT lon, lat FROM stats.report
        UNION ALL SELECT lon, lat FROM stats.building_survey
        UNION ALL SELECT lon, lat FROM stats.roadwork
        UNION ALL SELECT lon, lat FROM stats.playground
        UNION ALL SELECT lon, lat FROM stats.census_cell
        UNION ALL SELECT lon, lat FROM stats.vacancy_candidate
    )
)
SELECT place.lon, place.lat, list(area.area_id ORDER BY area.area_km2 DESC) FILTER (area.area_id IS NOT NULL) AS area_ids
FROM place
LEFT JOIN (SELECT area_id, area_km2, geometry FROM stats.area WHERE valid_to IS NULL) AS area
    ON ST_Contains(area.geometry, ST_Point(place.lon, place.lat))
GROUP BY place.lon, place.lat;
UPDATE stats.accident AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.traffic_station AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.pedestrian_station AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.report AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.building_survey AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.roadwork AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.playground AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.census_cell AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
UPDATE stats.vacancy_candidate AS point SET area_ids = coalesce(located.area_ids, []) FROM located WHERE located.lon = point.lon AND located.lat = point.lat;
DROP TABLE located
