-- A file holds every cell of its theme: it replaces what was there for the theme, size and day.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.census_cell
WHERE (theme, resolution_m, reference_date) IN (SELECT DISTINCT theme, resolution_m, reference_date FROM staged);
INSERT INTO stats.census_cell BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
