-- Counted hours replace the same hours, and all made hours between the first and the last day: measured and made counters
-- in one chart would be compared with each other.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.pedestrian_hour
WHERE origin = 'made'
    AND counted_on BETWEEN (SELECT min(counted_on) FROM staged) AND (SELECT max(counted_on) FROM staged);
DELETE FROM stats.pedestrian_hour AS present
WHERE EXISTS (
    FROM staged
    WHERE staged.station_id = present.station_id AND staged.counted_on = present.counted_on AND staged.hour = present.hour
);
INSERT INTO stats.pedestrian_hour BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
