-- Copies the published IT.NRW counts to population_official; the census base follows from the date.
INSERT INTO stats.population_official BY NAME
SELECT area_id, reference_date, value::UINTEGER AS persons, CASE WHEN reference_date < DATE '2022-01-01' THEN 'Zensus 2011' ELSE 'Zensus 2022' END AS census_base,
    'published' AS origin, 'published-figures' AS source_id
FROM stats.published_figure
WHERE metric = 'population_official_itnrw' AND reference_date IS NOT NULL
