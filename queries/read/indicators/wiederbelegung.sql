-- One row per area and quarter: vacancies that ended in use (open again or interim use) during the twelve months up to
-- the day, and all vacancies there were during these months. Begins a year after the register.
SELECT
    unit.area_id,
    quarter.day AS period,
    count(*) FILTER (spell.ends_on < quarter.day AND spell.followed_by IN ('occupied', 'interim_use')) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(unit.origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM register_quarter AS quarter
JOIN vacancy_spell AS spell
    ON spell.begins_on <= quarter.day AND coalesce(spell.ends_on, DATE '9999-12-31') >= quarter.day - INTERVAL 1 YEAR
JOIN (SELECT unit_id, origin, unnest(public_areas(area_ids, is_sensitive)) AS area_id FROM unit) AS unit USING (unit_id)
WHERE quarter.day >= (SELECT min(begins_on) FROM occupancy) + INTERVAL 1 YEAR - INTERVAL 1 DAY
GROUP BY unit.area_id, quarter.day
ORDER BY area_id, period
