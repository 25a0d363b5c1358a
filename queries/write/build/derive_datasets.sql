-- Fills dataset (what each table holds, from which source, how old and how many rows) and dataset_year (which years
-- of a table come from which source).
CREATE OR REPLACE TEMP VIEW source_of AS (
    SELECT 'area' AS table_name, source_id, origin, NULL::DATE AS first_date, valid_from AS last_date FROM stats.area
    UNION ALL SELECT 'map_line', source_id, 'published', NULL, NULL FROM stats.map_line
    UNION ALL SELECT 'published_figure', source_id, origin, reference_date, reference_date FROM stats.published_figure
    UNION ALL SELECT 'population', source_id, origin, reference_date, reference_date FROM stats.population
    UNION ALL SELECT 'population_official', source_id, origin, reference_date, reference_date FROM stats.population_official
    UNION ALL SELECT 'birth', source_id, origin, make_date(year, 1, 1), make_date(year, 12, 31) FROM stats.birth
    UNION ALL SELECT 'death', source_id, origin, make_date(year, 1, 1), make_date(year, 12, 31) FROM stats.death
    UNION ALL SELECT 'move', source_id, origin, make_date(year, 1, 1), make_date(year, 12, 31) FROM stats.move
    UNION ALL SELECT 'household', source_id, origin, reference_date, reference_date FROM stats.household
    UNION ALL SELECT 'unemployment', source_id, origin, reference_date, reference_date FROM stats.unemployment
    UNION ALL SELECT 'traffic_station', source_id, origin, NULL, NULL FROM stats.traffic_station
    UNION ALL SELECT 'traffic_hour', source_id, origin, counted_on, counted_on FROM stats.traffic_hour
    UNION ALL SELECT 'traffic_short_count', source_id, origin, counted_on, counted_on FROM stats.traffic_short_count
    UNION ALL SELECT 'accident', source_id, origin, make_date(year, month, 1), last_day(make_date(year, month, 1)) FROM stats.accident
    UNION ALL SELECT 'pedestrian_station', source_id, origin, NULL, NULL FROM stats.pedestrian_station
    UNION ALL SELECT 'pedestrian_hour', source_id, origin, counted_on, counted_on FROM stats.pedestrian_hour
    UNION ALL SELECT 'report', source_id, origin, reported_on, reported_on FROM stats.report
    UNION ALL SELECT 'building_survey', source_id, origin, surveyed_on, surveyed_on FROM stats.building_survey
    UNION ALL SELECT 'roadwork', source_id, origin, seen_on, seen_on FROM stats.roadwork
    UNION ALL SELECT 'construction_programme', source_id, origin, make_date(programme_year, 1, 1), make_date(programme_year, 12, 31) FROM stats.construction_programme
    UNION ALL SELECT 'street_area', source_id, origin, NULL, NULL FROM stats.street_area
    UNION ALL SELECT 'street_segment', source_id, origin, NULL, NULL FROM stats.street_segment
    UNION ALL SELECT 'address_point', source_id, origin, NULL, NULL FROM stats.address_point
    UNION ALL SELECT 'playground', source_id, origin, seen_on, seen_on FROM stats.playground
    UNION ALL SELECT 'council_session', source_id, origin, held_on, held_on FROM stats.council_session
    UNION ALL SELECT 'census_cell', source_id, origin, reference_date, reference_date FROM stats.census_cell
    UNION ALL SELECT 'vacancy_candidate', source_id, origin, seen_on, seen_on FROM stats.vacancy_candidate
);
DELETE FROM stats.dataset;
INSERT INTO stats.dataset
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
GROUP BY ALL;
DELETE FROM stats.dataset_year;
INSERT INTO stats.dataset_year
SELECT table_name, source_id, origin, year(last_date) AS year, count(*)
FROM source_of
WHERE first_date IS NOT NULL
GROUP BY ALL;
DROP VIEW source_of
