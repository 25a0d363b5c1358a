-- One row per statistischer Bezirk, year, age and sex: residents of the register count on 31 December, unrounded.
-- persons: persons
-- raw: read_exact_persons
SELECT
    stat_id,
    CAST(year(reference_date) AS INTEGER) AS year,
    CAST(age AS INTEGER) AS age,
    sex,
    sum(persons)::DOUBLE AS persons
FROM stats.population
GROUP BY ALL
ORDER BY ALL
