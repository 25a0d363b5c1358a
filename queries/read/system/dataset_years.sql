-- One row per table, source, origin and year: which years of a table come from which source, with the line to cite.
SELECT table_name, dataset_year.source_id, origin, year::INTEGER AS year, citation, licence, url
FROM stats.dataset_year
JOIN stats.source AS source ON source.source_id = dataset_year.source_id
ORDER BY table_name, year, origin
