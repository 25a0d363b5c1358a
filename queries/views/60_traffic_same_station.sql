-- One row per permanent station and year with a valid DTV of both directions.
CREATE OR REPLACE VIEW traffic_valid_year AS
SELECT station.station_id, station.area_ids, station.origin, yearly.year, yearly.dtv, yearly.heavy_dtv
FROM stats.traffic_station AS station
JOIN stats.traffic_year AS yearly USING (station_id)
WHERE station.method = 'permanent' AND yearly.direction = 0 AND yearly.dtv IS NOT NULL;

-- One row per year with a valid DTV anywhere: how many stations are valid, and whether the year is compared over time
-- (at least half of all stations that were ever valid).
CREATE OR REPLACE VIEW traffic_compared_year AS
SELECT year, count(*) AS stations_valid,
    count(*) >= 0.5 * (SELECT count(DISTINCT station_id) FROM traffic_valid_year) AS is_compared
FROM traffic_valid_year
GROUP BY year;

-- One row per year and permanent station of the fixed set that may be compared over time: the compared years, and the
-- stations that are valid in all of them.
CREATE OR REPLACE VIEW traffic_same_station AS
WITH always AS (
    SELECT station_id
    FROM traffic_valid_year
    WHERE year IN (SELECT year FROM traffic_compared_year WHERE is_compared)
    GROUP BY station_id
    HAVING count(*) = (SELECT count(*) FROM traffic_compared_year WHERE is_compared)
)
SELECT station_id, area_ids, origin, year, dtv, heavy_dtv
FROM traffic_valid_year
SEMI JOIN always USING (station_id)
WHERE year IN (SELECT year FROM traffic_compared_year WHERE is_compared)
