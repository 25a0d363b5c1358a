-- The street network is replaced as a whole.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.street_segment;
INSERT INTO stats.street_segment BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
