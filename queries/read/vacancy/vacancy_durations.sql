-- One row per class of duration: vacancies of today by how long they have lasted, and those that ended in the last
-- three years by how long they had lasted; with the median days of all of them. Those whose beginning is not known are left out.
-- $area_id VARCHAR: the area
WITH spell AS (
    SELECT
        CASE WHEN spell.ends_on IS NULL THEN 'present' ELSE 'ended' END AS kind,
        spell.vacant_since,
        coalesce((spell.ends_on + INTERVAL 1 DAY)::DATE, today.today) AS until_day
    FROM vacancy_spell AS spell
    JOIN unit USING (unit_id)
    CROSS JOIN today
    WHERE list_contains(public_areas(unit.area_ids, unit.is_sensitive), $area_id)
        AND spell.vacant_since IS NOT NULL
        AND (spell.ends_on IS NULL OR spell.ends_on >= today.today - INTERVAL 3 YEAR)
), classed AS (
    SELECT
        *,
        date_diff('day', vacant_since, until_day) AS days,
        vacancy_age(vacant_since, until_day) AS age_class
    FROM spell
), class AS (
    SELECT unnest(['under_6_months', '6_to_12_months', '1_to_3_years', '3_to_5_years', 'over_5_years']) AS age_class,
        unnest([1, 2, 3, 4, 5]) AS place
)
SELECT
    class.age_class,
    count(*) FILTER (classed.kind = 'present') AS present,
    count(*) FILTER (classed.kind = 'ended') AS ended,
    (SELECT median(days) FROM classed WHERE kind = 'present') AS median_days_present,
    (SELECT median(days) FROM classed WHERE kind = 'ended') AS median_days_ended
FROM class
LEFT JOIN classed USING (age_class)
GROUP BY class.age_class, class.place
ORDER BY class.place
