-- One row per station with its values of a year, both directions together; for places of one-day
-- counts those of the last count up to the end of that year.
-- $area_id VARCHAR: stations inside this area
-- $year INTEGER: calendar year
WITH last_count AS (
    SELECT station_id, counted_on, hours_counted, dtvw5_estimated,
        100.0 * heavy_vehicles_counted / nullif(vehicles_counted, 0) AS heavy_pct
    FROM stats.traffic_short_count
    WHERE year(counted_on) <= $year
    QUALIFY row_number() OVER (PARTITION BY station_id ORDER BY counted_on DESC) = 1
)
SELECT
    station.station_id,
    station.name,
    station.road,
    station.road_class,
    station.direction_1,
    station.direction_2,
    station.lon,
    station.lat,
    station.method,
    station.origin,
    yearly.dtv,
    yearly.dtvw,
    coalesce(yearly.dtvw5, last_count.dtvw5_estimated) AS dtvw5,
    coalesce(100.0 * yearly.heavy_dtv / nullif(yearly.dtv, 0), last_count.heavy_pct) AS heavy_pct,
    yearly.days_valid,
    yearly.days_in_year,
    last_count.counted_on,
    last_count.hours_counted
FROM stats.traffic_station AS station
LEFT JOIN stats.traffic_year AS yearly
    ON yearly.station_id = station.station_id AND yearly.year = $year AND yearly.direction = 0
LEFT JOIN last_count ON last_count.station_id = station.station_id
WHERE list_contains(station.area_ids, $area_id)
ORDER BY station.station_id
