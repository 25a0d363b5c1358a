-- The counted residents of an area and date replace everything that was there for that area and date. Other areas of the
-- same date stay as they are: a city whose areas are part made, part counted says so.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.population
WHERE (stat_id, reference_date) IN (SELECT DISTINCT stat_id, reference_date FROM staged);
INSERT INTO stats.population BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
