-- Playgrounds: a number made of name and place. Without a name the street stands for it.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT frame.*, coalesce(name, street) AS found_name, nullif(concat_ws(' ', street, house_number), '') AS address,
    stats.open_data_point(lon, lat, pair, wkt) AS place
FROM frame;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    md5(concat_ws('|', found_name, round(ST_X(place), 5), round(ST_Y(place), 5)))[:16] AS playground_id,
    found_name AS name,
    kind,
    address,
    nullif(concat_ws(' · ', description, info, addition), '') AS description,
    CASE WHEN regexp_matches(link, '^https?://') THEN link END AS link,
    round(ST_X(place), 6) AS lon,
    round(ST_Y(place), 6) AS lat,
    current_date AS seen_on,
    'published' AS origin
FROM placed
WHERE place IS NOT NULL AND found_name IS NOT NULL;
INSERT INTO issue
SELECT row_number, 'fail', 'position_missing_point', NULL, found_name FROM placed WHERE place IS NULL
UNION ALL
SELECT row_number, 'fail', 'name_missing', 'objektname', NULL FROM placed WHERE place IS NOT NULL AND found_name IS NULL
