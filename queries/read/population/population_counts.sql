-- One row per day and count of the city's residents: the register count (kind register) and the official count of
-- IT.NRW (kind official, with its census base). Two different counts that are never mixed.
-- $city_id VARCHAR: the city
-- persons: persons
SELECT
    'register' AS kind,
    NULL AS census_base,
    reference_date,
    sum(residents * part.share) AS persons,
    CASE WHEN bool_or(population.origin = 'made') THEN 'made' ELSE any_value(population.origin) END AS origin
FROM population_group AS population
JOIN stats.area_part AS part USING (stat_id)
WHERE part.area_id = $city_id
GROUP BY reference_date
UNION ALL
SELECT 'official', census_base, reference_date, persons, origin
FROM stats.population_official
WHERE area_id = $city_id
ORDER BY kind DESC, reference_date, census_base
