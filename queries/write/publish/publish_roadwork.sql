-- All roadworks of a source are replaced: what is no longer published is over.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.roadwork
WHERE source_id = $source_id OR origin = 'made' OR roadwork_id IN (SELECT roadwork_id FROM staged);
INSERT INTO stats.roadwork BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
