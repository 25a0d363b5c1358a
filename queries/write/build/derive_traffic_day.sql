-- Fills traffic_day from traffic_hour for the stations and years that have no days yet. `frame` lists the public
-- holidays (column holiday DATE).
INSERT INTO stats.traffic_day
SELECT
    station_id,
    direction,
    counted_on,
    CASE
        WHEN isodow(counted_on) = 7 OR counted_on IN (SELECT holiday FROM frame) THEN 'sunday_holiday'
        WHEN isodow(counted_on) = 6 THEN 'saturday'
        ELSE 'mo_fr'
    END AS day_type,
    sum(vehicles) AS vehicles,
    sum(heavy_vehicles) AS heavy_vehicles,
    count(vehicles) AS hours_valid,
    count(vehicles) FILTER (flag = 'estimated') AS hours_estimated
FROM stats.traffic_hour
ANTI JOIN (
    SELECT DISTINCT station_id, year(counted_on) AS year FROM stats.traffic_day
) AS known ON known.station_id = traffic_hour.station_id AND known.year = year(traffic_hour.counted_on)
GROUP BY station_id, direction, counted_on
HAVING count(vehicles) > 0
ORDER BY station_id, direction, counted_on
