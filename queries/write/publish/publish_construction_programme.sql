-- All measures of the programmes' years are replaced.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.construction_programme
WHERE programme_year IN (SELECT programme_year FROM staged) OR origin = 'made';
INSERT INTO stats.construction_programme BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
