-- Reports without anything personal: days in the city's own time; the day of the remedy is that of the last change of a
-- closed report. Places outside the city are refused, swapped coordinates turned.
-- $timezone VARCHAR: time zone of the city
CREATE OR REPLACE TEMP TABLE dated AS
WITH placed AS (
    SELECT *,
        timezone($timezone, timezone('UTC', requested))::DATE AS reported_on,
        timezone($timezone, timezone('UTC', updated))::DATE AS updated_on,
        EXISTS (
            FROM stats.area AS area
            WHERE area.level = 'city' AND area.valid_to IS NULL AND ST_Contains(area.geometry, ST_Point(frame.lon, frame.lat))
        ) AS is_inside,
        EXISTS (
            FROM stats.area AS area
            WHERE area.level = 'city' AND area.valid_to IS NULL AND ST_Contains(area.geometry, ST_Point(frame.lat, frame.lon))
        ) AS is_swapped
    FROM frame
)
SELECT *,
    CASE
        WHEN reported_on > current_date THEN 'date_in_future'
        WHEN status = 'closed' AND updated_on IS NULL THEN 'report_closed_without_date'
        WHEN status = 'closed' AND updated_on < reported_on THEN 'report_closed_before'
        WHEN lon IS NULL OR lat IS NULL THEN 'report_without_place'
        WHEN NOT is_inside AND NOT is_swapped THEN 'place_elsewhere'
    END AS problem
FROM placed;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    number AS report_id,
    kind,
    reported_on,
    CASE status WHEN 'closed' THEN updated_on END AS remedied_on,
    round(CASE WHEN is_inside THEN lon ELSE lat END, 6) AS lon,
    round(CASE WHEN is_inside THEN lat ELSE lon END, 6) AS lat,
    'counted' AS origin
FROM dated
WHERE problem IS NULL;
INSERT INTO issue
SELECT row_number, 'fail', problem, NULL,
    CASE problem WHEN 'place_elsewhere' THEN round(lon, 4) || ' / ' || round(lat, 4) WHEN 'date_in_future' THEN reported_on::VARCHAR ELSE number END
FROM dated
WHERE problem IS NOT NULL
UNION ALL
SELECT row_number, 'warn', 'position_swapped', NULL, round(lon, 4) || ' / ' || round(lat, 4)
FROM dated
WHERE problem IS NULL AND NOT is_inside
