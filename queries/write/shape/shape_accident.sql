-- Accidents of the Unfallatlas: an identifier that stays (the official one, else the file's number, else one made of the
-- contents), weekdays from Monday, the place from degrees or UTM. Years whose rows reach from winter to winter are
-- whole; single rows of other years are kept as an extract, unless the whole year is known already.
CREATE OR REPLACE TEMP TABLE accident_year AS
SELECT year, min(month) <= 2 AND max(month) >= 11 AS is_whole,
    EXISTS (FROM stats.accident AS present WHERE present.year = frame.year AND NOT is_extract AND origin <> 'made') AS is_known
FROM frame
GROUP BY year;
CREATE OR REPLACE TEMP TABLE placed AS
SELECT frame.*, accident_year.is_whole, accident_year.is_known,
    coalesce(stats.wgs84(frame.lon, frame.lat), stats.wgs84(easting, northing)) AS place,
    coalesce(number, row_id, md5(concat_ws('|', month, hour, weekday, category, kind, type, light, road_state, is_bicycle,
        is_car, is_pedestrian, is_motorcycle, is_goods_vehicle, is_other, frame.lon, frame.lat, easting, northing))[:12]) AS found_number,
    number IS NULL AND row_id IS NULL AS is_number_made
FROM frame
JOIN accident_year USING (year);
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    year || '-' || found_number || CASE
        WHEN is_number_made THEN '-' || row_number() OVER (PARTITION BY year, found_number ORDER BY row_number) ELSE ''
    END AS accident_id,
    year,
    month,
    hour,
    (weekday + 5) % 7 + 1 AS weekday,
    category,
    kind,
    type,
    light,
    road_state,
    is_bicycle,
    is_car,
    is_pedestrian,
    is_motorcycle,
    is_goods_vehicle,
    is_other,
    round(ST_X(place), 6) AS lon,
    round(ST_Y(place), 6) AS lat,
    NOT is_whole AS is_extract,
    'published' AS origin
FROM placed
WHERE place IS NOT NULL AND (is_whole OR NOT is_known);
INSERT INTO issue
SELECT row_number, 'fail', 'position_missing_accident', NULL, NULL FROM placed WHERE place IS NULL
UNION ALL
SELECT row_number, 'fail', 'accident_year_known', 'UJAHR', year::VARCHAR
FROM placed WHERE place IS NOT NULL AND NOT is_whole AND is_known
UNION ALL
SELECT NULL, 'warn', 'accident_year_in_part', 'UJAHR', year::VARCHAR FROM accident_year WHERE NOT is_whole AND NOT is_known
UNION ALL
SELECT NULL, 'warn', 'goods_vehicle_not_told', 'IstGkfz', year::VARCHAR
FROM placed GROUP BY year HAVING count(is_goods_vehicle) = 0
