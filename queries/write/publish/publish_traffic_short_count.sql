-- Counts replace those of the same place and day, and all made ones; made places without any count go.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.traffic_short_count AS present
WHERE origin = 'made'
    OR EXISTS (FROM staged WHERE staged.station_id = present.station_id AND staged.counted_on = present.counted_on);
DELETE FROM stats.traffic_station
WHERE origin = 'made' AND method = 'one_day' AND station_id NOT IN (SELECT station_id FROM stats.traffic_short_count);
INSERT INTO stats.traffic_short_count BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
