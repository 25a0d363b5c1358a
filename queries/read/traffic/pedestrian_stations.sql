-- One row per place where passers-by are counted, from west to east.
-- $area_id VARCHAR: counters inside this area
SELECT station_id, name, lon, lat, citation, counter.origin
FROM stats.pedestrian_station AS counter
JOIN stats.source USING (source_id)
WHERE list_contains(area_ids, $area_id)
ORDER BY lon
