-- One row per counter of passers-by inside an outline: mean per hour between 10 and 20 o'clock in its last year with four
-- fifths of these hours counted.
-- $outline VARCHAR: polygon as GeoJSON, WGS 84
SELECT station_id, any_value(counter.name) AS name, year(counted_on)::INTEGER AS year, avg(pedestrians) AS per_hour,
    any_value(counter.lon) AS lon, any_value(counter.lat) AS lat
FROM stats.pedestrian_station AS counter
JOIN stats.pedestrian_hour USING (station_id)
WHERE hour BETWEEN 10 AND 19 AND ST_Contains(ST_GeomFromGeoJSON($outline), ST_Point(counter.lon, counter.lat))
GROUP BY station_id, year(counted_on)
HAVING count(*) >= 0.8 * 10 * dayofyear(make_date(any_value(year(counted_on)), 12, 31))
QUALIFY row_number() OVER (PARTITION BY station_id ORDER BY year DESC) = 1
ORDER BY name
