-- One row per statistischer Bezirk, calendar year and age: births (age of the mother), deaths by sex, moves across the
-- city's border and within the city, unrounded. What nobody counted at this age is null.
-- persons: births, deaths_m, deaths_f, border_in, border_out, within_in, within_out
-- raw: read_exact_persons
SELECT
    stat_id,
    CAST(year AS INTEGER) AS year,
    CAST(age AS INTEGER) AS age,
    sum(persons) FILTER (kind = 'births')::DOUBLE AS births,
    sum(persons) FILTER (kind = 'deaths_m')::DOUBLE AS deaths_m,
    sum(persons) FILTER (kind = 'deaths_f')::DOUBLE AS deaths_f,
    sum(persons) FILTER (kind = 'border_in')::DOUBLE AS border_in,
    sum(persons) FILTER (kind = 'border_out')::DOUBLE AS border_out,
    sum(persons) FILTER (kind = 'within_in')::DOUBLE AS within_in,
    sum(persons) FILTER (kind = 'within_out')::DOUBLE AS within_out
FROM (
    SELECT stat_id, year, mother_age AS age, 'births' AS kind, births AS persons
    FROM stats.birth
    UNION ALL
    SELECT stat_id, year, age, 'deaths_' || sex, deaths
    FROM stats.death
    UNION ALL
    SELECT stat_id, year, age, scope || '_' || direction, persons
    FROM stats.move
) AS counted
GROUP BY stat_id, year, age
ORDER BY stat_id, year, age
