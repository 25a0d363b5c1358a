-- A whole year replaces everything of that year (made rows, an extract, an earlier file); rows of an extract replace
-- those of the same number.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.accident
WHERE year IN (SELECT year FROM staged WHERE NOT is_extract) OR accident_id IN (SELECT accident_id FROM staged);
INSERT INTO stats.accident BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
