-- Addresses with their place in WGS 84, whatever of the known systems the file is written in, also with both columns
-- swapped. Places far from the city (a third of a degree) are rejected: the system is another one.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT frame.*, coalesce(stats.wgs84(x, y), stats.wgs84(y, x)) AS place
FROM frame;
CREATE OR REPLACE TEMP TABLE surroundings AS
SELECT min(ST_XMin(geometry)) - 0.35 AS west, max(ST_XMax(geometry)) + 0.35 AS east,
    min(ST_YMin(geometry)) - 0.35 AS south, max(ST_YMax(geometry)) + 0.35 AS north
FROM stats.area
WHERE level = 'city' AND valid_to IS NULL;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    street,
    house_number || coalesce(suffix, '') AS house_number,
    postcode,
    round(ST_X(place), 7) AS lon,
    round(ST_Y(place), 7) AS lat,
    'published' AS origin
FROM placed, surroundings
WHERE place IS NOT NULL AND ST_X(place) BETWEEN west AND east AND ST_Y(place) BETWEEN south AND north;
INSERT INTO issue
SELECT row_number, 'fail', 'address_point_nowhere', NULL, x || ' / ' || y
FROM frame
WHERE row_number NOT IN (SELECT row_number FROM staged)
