-- Stations replace those of the same number; others stay, for their counts are still there.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.traffic_station WHERE station_id IN (SELECT station_id FROM staged);
INSERT INTO stats.traffic_station BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
