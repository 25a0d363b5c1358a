-- The register of streets is replaced as a whole.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.street_area;
INSERT INTO stats.street_area BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
