-- Sessions of committees. A Bezirksvertretung belongs to the Stadtbezirk whose name stands in its own; of names that
-- contain each other the longer one counts.
CREATE OR REPLACE TEMP TABLE dated AS
SELECT row_number, committee, place, day, stats.open_data_day(day) AS held_on,
    nullif(regexp_extract(begins, '(\d{1,2})[:.](\d{2})', 0), '') AS hour_text
FROM frame;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    md5(concat_ws('|', committee, held_on, hour_text))[:16] AS session_id,
    committee,
    held_on,
    lpad(replace(hour_text, '.', ':'), 5, '0') AS begins_at,
    place,
    (
        SELECT arg_max(area.area_id, length(area.name))
        FROM stats.area AS area
        WHERE area.level = 'bezirk' AND area.valid_to IS NULL
            AND regexp_matches(lower(dated.committee), '^(bezirksvertretung|bv)([^a-zäöüß]|$)')
            AND contains(lower(replace(dated.committee, ' ', '-')), lower(replace(area.name, ' ', '-')))
    ) AS area_id,
    'published' AS origin
FROM dated
WHERE held_on IS NOT NULL;
INSERT INTO issue
SELECT row_number, 'fail', 'day_unreadable', 'datum', day FROM dated WHERE held_on IS NULL
UNION ALL
SELECT row_number, 'warn', 'district_not_named', 'gremium', committee
FROM staged
WHERE area_id IS NULL AND regexp_matches(lower(committee), '^(bezirksvertretung|bv)([^a-zäöüß]|$)')
