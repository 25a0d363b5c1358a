-- Permanent counters: a mere road number gets its class before it; a class that is not told is a main road's. The place
-- is told apart by its digits; a thousands point that was read as a decimal one is set right. Stations outside the city
-- are rejected.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT frame.*,
    stats.wgs84(CASE WHEN y > 5000000 AND x < 1000 THEN 1000 * x ELSE x END, y) AS place
FROM frame;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    station_id,
    name,
    CASE
        WHEN NOT regexp_full_match(road, '\d+') THEN road
        WHEN road_class = 'motorway' THEN 'A ' || road
        WHEN road_class = 'federal' THEN 'B ' || road
        ELSE 'L ' || road
    END AS road,
    coalesce(road_class, CASE
        WHEN regexp_matches(road, '^A ?\d') THEN 'motorway'
        WHEN regexp_matches(road, '^B ?\d') THEN 'federal'
        ELSE 'main'
    END) AS road_class,
    coalesce(direction_1, 'Richtung 1') AS direction_1,
    coalesce(direction_2, 'Richtung 2') AS direction_2,
    round(ST_X(place), 6) AS lon,
    round(ST_Y(place), 6) AS lat,
    'permanent' AS method,
    'published' AS origin
FROM placed
WHERE EXISTS (
    FROM stats.area AS area
    WHERE area.level = 'city' AND area.valid_to IS NULL AND ST_Contains(area.geometry, place)
);
INSERT INTO issue
SELECT row_number, 'fail', CASE WHEN place IS NULL THEN 'station_place_unreadable' ELSE 'station_outside_city' END, NULL,
    coalesce(x || ' / ' || y, '–')
FROM placed
WHERE row_number NOT IN (SELECT row_number FROM staged)
