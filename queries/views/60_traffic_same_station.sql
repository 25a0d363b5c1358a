-- One row per year and permanent station of the fixed set that may be compared over time: years in which at least
-- half of the stations have a valid DTV, and the stations that are valid in all of them.
CREATE OR REPLACE VIEW traffic_same_station AS
WITH valid AS (
    SELECT station.station_id, station.area_ids, station.origin, yearly.year, yearly.dtv, yearly.heavy_dtv
    FROM stats.traffic_station AS station
    JOIN stats.traffic_year AS yearly USING (station_id)
    WHERE station.method = 'permanent' AND yearly.direction = 0 AND yearly.dtv IS NOT NULL
), compared AS (
    SELECT year
    FROM valid
    GROUP BY year
    HAVING count(*) >= 0.5 * (SELECT count(DISTINCT station_id) FROM valid)
), always AS (
    SELECT station_id
    FROM valid
    SEMI JOIN compared USING (year)
    GROUP BY station_id
    HAVING count(*) = (SELECT count(*) FROM compared)
)
SELECT valid.station_id, valid.area_ids, valid.origin, valid.year, valid.dtv, valid.heavy_dtv
FROM valid
SEMI JOIN compared USING (year)
SEMI JOIN always USING (station_id)
