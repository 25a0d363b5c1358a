-- One row per place where motor traffic is counted.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT station_id, name, road, road_class, direction_1, direction_2, lon, lat, area_ids, method, origin
FROM stats.traffic_station
ORDER BY station_id
LIMIT $row_limit
