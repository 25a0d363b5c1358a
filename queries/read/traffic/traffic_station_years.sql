-- One row per year of a permanent station: mean daily traffic, heavy share and how well the year is covered.
-- $station_id VARCHAR: the station
-- $direction INTEGER: 1 or 2; 0 for both together
SELECT
    year::INTEGER AS year,
    dtv,
    dtvw,
    dtvw5,
    100.0 * heavy_dtv / nullif(dtv, 0) AS heavy_pct,
    days_valid,
    days_in_year,
    hours_estimated_pct
FROM stats.traffic_year
WHERE station_id = $station_id AND direction = $direction
ORDER BY year
