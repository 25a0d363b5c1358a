-- Hours replace the hours of the same key, and the made ones of the same years; what is derived from these years of
-- these stations goes too and is derived again. Made counters without any hours left go.
-- $source_id VARCHAR: source of the rows
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT station_id, year(counted_on) AS year FROM staged;
INSERT INTO touched
SELECT DISTINCT station_id, year(counted_on) FROM stats.traffic_hour
WHERE origin = 'made' AND year(counted_on) IN (SELECT year FROM touched);
DELETE FROM stats.traffic_hour WHERE origin = 'made' AND year(counted_on) IN (SELECT year FROM touched);
DELETE FROM stats.traffic_hour
WHERE rowid IN (
    SELECT present.rowid
    FROM stats.traffic_hour AS present
    JOIN touched ON touched.station_id = present.station_id AND touched.year = year(present.counted_on)
    JOIN staged ON staged.station_id = present.station_id AND staged.direction = present.direction
        AND staged.counted_on = present.counted_on AND staged.hour = present.hour
);
DELETE FROM stats.traffic_day AS present USING touched
WHERE present.station_id = touched.station_id AND year(present.counted_on) = touched.year;
DELETE FROM stats.traffic_profile AS present USING touched
WHERE present.station_id = touched.station_id AND present.year = touched.year;
DELETE FROM stats.traffic_year AS present USING touched
WHERE present.station_id = touched.station_id AND present.year = touched.year;
DELETE FROM stats.traffic_station
WHERE origin = 'made' AND method = 'permanent' AND station_id NOT IN (SELECT station_id FROM stats.traffic_hour);
INSERT INTO stats.traffic_hour BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
