-- One row per half-year since the register began: vacancies that began and that ended, by what followed. Vacancies the
-- register began with are not counted as new, because nobody saw them begin.
-- $area_id VARCHAR: the area
WITH spell AS (
    SELECT vacancy_spell.*
    FROM vacancy_spell
    JOIN unit USING (unit_id)
    WHERE list_contains(public_areas(unit.area_ids, unit.is_sensitive), $area_id)
), event AS (
    SELECT begins_on AS day, 'begun' AS kind FROM spell WHERE NOT is_first_entry
    UNION ALL
    SELECT
        (ends_on + INTERVAL 1 DAY)::DATE,
        CASE followed_by WHEN 'occupied' THEN 'reopened' WHEN 'interim_use' THEN 'interim_use' ELSE 'other' END
    FROM spell
    WHERE ends_on IS NOT NULL
), half_year AS (
    SELECT unnest(generate_series(
        (SELECT time_bucket(INTERVAL 6 MONTH, min(begins_on), DATE '2000-01-01') FROM occupancy), today, INTERVAL 6 MONTH
    ))::DATE AS begins_on, today
    FROM today
)
SELECT
    half_year.begins_on AS period,
    least(half_year.begins_on + INTERVAL 6 MONTH - INTERVAL 1 DAY, half_year.today)::DATE AS last_day,
    half_year.begins_on + INTERVAL 6 MONTH - INTERVAL 1 DAY <= half_year.today AS is_complete,
    count(*) FILTER (event.kind = 'begun') AS begun,
    count(*) FILTER (event.kind = 'reopened') AS reopened,
    count(*) FILTER (event.kind = 'interim_use') AS interim_use,
    count(*) FILTER (event.kind = 'other') AS other
FROM half_year
LEFT JOIN event ON time_bucket(INTERVAL 6 MONTH, event.day, DATE '2000-01-01') = half_year.begins_on
GROUP BY half_year.begins_on, half_year.today
ORDER BY period
