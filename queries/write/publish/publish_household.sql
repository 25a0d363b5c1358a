-- The counted households of an area and date replace everything that was there for that area and date.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.household
WHERE (stat_id, reference_date) IN (SELECT DISTINCT stat_id, reference_date FROM staged);
INSERT INTO stats.household BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
