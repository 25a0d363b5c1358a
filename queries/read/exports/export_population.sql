-- One row per statistischer Bezirk, year, age group, sex and nationality; persons unrounded: round before they leave.
-- $row_limit INTEGER?: at most so many rows, null for all
-- persons: persons
SELECT
    stat_id,
    reference_date,
    CASE
        WHEN age < 3 THEN '00-02'
        WHEN age < 6 THEN '03-05'
        WHEN age < 10 THEN '06-09'
        WHEN age < 15 THEN '10-14'
        WHEN age < 18 THEN '15-17'
        WHEN age < 25 THEN '18-24'
        WHEN age < 45 THEN '25-44'
        WHEN age < 65 THEN '45-64'
        WHEN age < 80 THEN '65-79'
        ELSE '80+'
    END AS age_group,
    sex,
    nationality,
    sum(persons)::INTEGER AS persons,
    any_value(origin) AS origin
FROM stats.population
GROUP BY ALL
ORDER BY ALL
LIMIT $row_limit
