-- One row per one-day count of a station, both directions together.
-- $station_id VARCHAR: the station
SELECT
    counted_on,
    vehicles_counted,
    hours_counted,
    expansion_factor,
    dtvw5_estimated AS dtvw5,
    100.0 * heavy_vehicles_counted / nullif(vehicles_counted, 0) AS heavy_pct
FROM stats.traffic_short_count
WHERE station_id = $station_id
ORDER BY counted_on
