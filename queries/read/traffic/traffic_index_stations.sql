-- One row per permanent station of an area: whether it is in the fixed set of stations compared over time, in which
-- compared years it has no valid DTV of both directions, and its DTV in the first and the last compared year.
-- $area_id VARCHAR: stations inside this area
WITH compared AS (
    SELECT year FROM traffic_compared_year WHERE is_compared
)
SELECT
    station.station_id,
    station.name,
    station.origin,
    count(valid.year) = count(*) AS is_in,
    list(compared.year::INTEGER ORDER BY compared.year) FILTER (valid.year IS NULL) AS years_missing,
    arg_min(valid.dtv, compared.year) FILTER (compared.year = (SELECT min(year) FROM compared)) AS dtv_first,
    arg_max(valid.dtv, compared.year) FILTER (compared.year = (SELECT max(year) FROM compared)) AS dtv_last
FROM stats.traffic_station AS station
CROSS JOIN compared
LEFT JOIN traffic_valid_year AS valid ON valid.station_id = station.station_id AND valid.year = compared.year
WHERE station.method = 'permanent' AND list_contains(station.area_ids, $area_id)
GROUP BY station.station_id, station.name, station.origin
ORDER BY is_in DESC, station.name
