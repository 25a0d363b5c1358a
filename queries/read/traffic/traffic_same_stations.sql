-- One row per area and compared year: vehicles at the same stations relative to the first year (= 100), heavy share
-- at these stations, and how many stations that are.
-- $area_ids VARCHAR[]: areas
WITH in_area AS (
    SELECT unnest(area_ids) AS area_id, year, dtv, heavy_dtv FROM traffic_same_station
), by_year AS (
    SELECT area_id, year::INTEGER AS year, sum(dtv) AS dtv, sum(heavy_dtv) AS heavy_dtv, count(*) AS stations
    FROM in_area
    WHERE list_contains($area_ids, area_id)
    GROUP BY ALL
)
SELECT
    area_id,
    year,
    100.0 * dtv / first_value(dtv) OVER (PARTITION BY area_id ORDER BY year) AS dtv_index,
    100.0 * heavy_dtv / nullif(dtv, 0) AS heavy_pct,
    stations::INTEGER AS stations
FROM by_year
ORDER BY area_id, year
