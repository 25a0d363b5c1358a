-- An extract holds all hints: what it no longer names is gone.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.vacancy_candidate WHERE source_id = $source_id OR origin = 'made';
INSERT INTO stats.vacancy_candidate BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
