-- Copies the published IT.NRW counts to population_official; the census base follows from the date.
INSERT INTO stats.population_official
SELECT area_id, reference_date, value::UINTEGER, CASE WHEN reference_date < DATE '2022-01-01' THEN 'Zensus 2011' ELSE 'Zensus 2022' END, 'published'
FROM stats.published_figure
WHERE metric = 'population_official_itnrw' AND reference_date IS NOT NULL
