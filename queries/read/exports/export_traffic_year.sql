-- One row per station, direction (0: both) and year: DTV, DTVw, DTVw5 and heavy vehicles.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, direction, year, dtv, dtvw, dtvw5, heavy_dtv, days_valid, days_in_year, hours_estimated_pct
FROM stats.traffic_year
ORDER BY station_id, direction, year
LIMIT $row_limit
