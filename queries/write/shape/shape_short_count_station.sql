-- Places of one-day counts: one per number, as its first row tells it. A place known already needs no position; a
-- permanent counter stays one. Rows that do not say how long was counted, or whose place cannot be found, are rejected.
INSERT INTO issue
SELECT row_number, 'fail', 'count_without_hours', 'Zählzeit', hours
FROM frame
WHERE hours_counted IS NULL AND NOT regexp_matches(coalesce(hours, ''), '\d(?:[:.]\d{2})?\s*(?:Uhr)?\s*(?:-|–|—|bis)\s*\d');
CREATE OR REPLACE TEMP TABLE place AS
SELECT station_id,
    min(row_number) AS row_number,
    first(name ORDER BY row_number) FILTER (name IS NOT NULL) AS name,
    first(road ORDER BY row_number) FILTER (road IS NOT NULL) AS road,
    first(stats.wgs84(CASE WHEN y > 5000000 AND x < 1000 THEN 1000 * x ELSE x END, y) ORDER BY row_number)
        FILTER (x IS NOT NULL AND y IS NOT NULL) AS point
FROM frame
WHERE row_number NOT IN (SELECT row_number FROM issue)
GROUP BY station_id;
CREATE OR REPLACE TEMP TABLE staged AS
WITH known AS (
    FROM stats.traffic_station WHERE origin <> 'made'
)
SELECT
    place.row_number,
    place.station_id,
    CASE WHEN known.method = 'permanent' THEN known.name ELSE coalesce(place.name, known.name, place.road, place.station_id) END AS name,
    CASE WHEN known.method = 'permanent' THEN known.road ELSE coalesce(place.road, known.road, place.name, place.station_id) END AS road,
    coalesce(known.road_class, 'local') AS road_class,
    coalesce(known.direction_1, 'Richtung 1') AS direction_1,
    coalesce(known.direction_2, 'Richtung 2') AS direction_2,
    CASE WHEN known.method = 'permanent' OR place.point IS NULL THEN known.lon ELSE round(ST_X(place.point), 6) END AS lon,
    CASE WHEN known.method = 'permanent' OR place.point IS NULL THEN known.lat ELSE round(ST_Y(place.point), 6) END AS lat,
    coalesce(known.method, 'one_day') AS method,
    CASE known.method WHEN 'permanent' THEN known.origin ELSE 'counted' END AS origin
FROM place
LEFT JOIN known USING (station_id)
WHERE known.station_id IS NOT NULL OR EXISTS (
    FROM stats.area AS area
    WHERE area.level = 'city' AND area.valid_to IS NULL AND ST_Contains(area.geometry, place.point)
);
INSERT INTO issue
SELECT frame.row_number, 'fail', CASE WHEN place.point IS NULL THEN 'station_place_unreadable' ELSE 'station_outside_city' END,
    NULL, coalesce(frame.x || ' / ' || frame.y, '–')
FROM frame
JOIN place USING (station_id)
WHERE place.station_id NOT IN (SELECT station_id FROM staged) AND frame.row_number NOT IN (SELECT row_number FROM issue)
