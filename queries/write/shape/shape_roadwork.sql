-- Roadworks as open data publish them: a number made of place, measure and first day; the days from two fields or from
-- «19.01.2026 - 23.10.2026».
CREATE OR REPLACE TEMP TABLE placed AS
SELECT row_number, measure, restriction, client, street, status,
    coalesce(stats.open_data_day(starts), stats.open_data_day(trim(split_part(period, ' - ', 1)))) AS starts_on,
    coalesce(stats.open_data_day(ends), stats.open_data_day(trim(split_part(period, ' - ', 2)))) AS ends_on,
    coalesce(starts, period) AS written_day,
    stats.open_data_point(lon, lat, pair, wkt) AS place
FROM frame;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    md5(concat_ws('|', round(ST_X(place), 6), round(ST_Y(place), 6), measure, starts_on, client))[:16] AS roadwork_id,
    measure,
    restriction,
    client,
    street,
    status,
    starts_on,
    ends_on,
    round(ST_X(place), 6) AS lon,
    round(ST_Y(place), 6) AS lat,
    current_date AS seen_on,
    'published' AS origin
FROM placed
WHERE place IS NOT NULL AND starts_on IS NOT NULL AND (ends_on IS NULL OR ends_on >= starts_on);
INSERT INTO issue
SELECT row_number, 'fail', 'position_missing_point', NULL, measure FROM placed WHERE place IS NULL
UNION ALL
SELECT row_number, 'fail', 'day_unreadable', 'von', written_day FROM placed WHERE place IS NOT NULL AND starts_on IS NULL
UNION ALL
SELECT row_number, 'fail', 'ends_before_start', 'bis', starts_on || ' – ' || ends_on
FROM placed WHERE place IS NOT NULL AND ends_on < starts_on
