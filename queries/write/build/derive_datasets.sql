-- Fills dataset: what each table holds, from which source, how old and how many rows.
DELETE FROM stats.dataset;
INSERT INTO stats.dataset
WITH source_of AS (
    SELECT 'area' AS table_name, source_id, origin, NULL::DATE AS first_date, valid_from AS last_date FROM stats.area
    UNION ALL SELECT 'map_line', source_id, 'published', NULL, NULL FROM stats.map_line
    UNION ALL SELECT 'published_figure', 'published-figures', origin, reference_date, reference_date FROM stats.published_figure
    UNION ALL SELECT 'population', 'demo', origin, reference_date, reference_date FROM stats.population
    UNION ALL SELECT 'population_official', CASE origin WHEN 'made' THEN 'demo' ELSE 'published-figures' END, origin, reference_date, reference_date FROM stats.population_official
    UNION ALL SELECT 'birth', 'demo', origin, make_date(year, 1, 1), make_date(year, 12, 31) FROM stats.birth
    UNION ALL SELECT 'death', 'demo', origin, make_date(year, 1, 1), make_date(year, 12, 31) FROM stats.death
    UNION ALL SELECT 'move', 'demo', origin, make_date(year, 1, 1), make_date(year, 12, 31) FROM stats.move
    UNION ALL SELECT 'household', 'demo', origin, reference_date, reference_date FROM stats.household
    UNION ALL SELECT 'unemployment', 'demo', origin, reference_date, reference_date FROM stats.unemployment
    UNION ALL SELECT 'traffic_station', 'demo', origin, NULL, NULL FROM stats.traffic_station
    UNION ALL SELECT 'traffic_hour', 'demo', origin, counted_on, counted_on FROM stats.traffic_hour
    UNION ALL SELECT 'traffic_short_count', 'demo', origin, counted_on, counted_on FROM stats.traffic_short_count
    UNION ALL SELECT 'accident', CASE origin WHEN 'made' THEN 'demo' ELSE 'unfallatlas-2019' END, origin, make_date(year, month, 1), last_day(make_date(year, month, 1)) FROM stats.accident
    UNION ALL SELECT 'pedestrian_station', source_id, origin, NULL, NULL FROM stats.pedestrian_station
    UNION ALL SELECT 'pedestrian_hour', 'demo', origin, counted_on, counted_on FROM stats.pedestrian_hour
    UNION ALL SELECT 'report', 'demo', origin, reported_on, reported_on FROM stats.report
    UNION ALL SELECT 'building_survey', 'demo', origin, surveyed_on, surveyed_on FROM stats.building_survey
)
SELECT
    table_name,
    source_id,
    origin,
    CASE origin WHEN 'made' THEN 'Für die Demo erzeugt, keine Messung' WHEN 'published' THEN 'Aus der Quelle übernommen' ELSE 'Gezählt' END,
    CASE origin WHEN 'made' THEN 'Generated for the demo, not measured' WHEN 'published' THEN 'Taken from the source' ELSE 'Counted' END,
    min(first_date),
    max(last_date),
    count(*)
FROM source_of
GROUP BY ALL
