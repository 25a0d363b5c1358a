-- The whole address table is replaced.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.address_point;
INSERT INTO stats.address_point BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
