-- All playgrounds are replaced.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.playground;
INSERT INTO stats.playground BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
