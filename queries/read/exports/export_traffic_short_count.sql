-- One row per one-day count.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, counted_on, vehicles_counted, heavy_vehicles_counted, hours_counted, dtvw5_estimated, origin
FROM stats.traffic_short_count
ORDER BY station_id, counted_on
LIMIT $row_limit
