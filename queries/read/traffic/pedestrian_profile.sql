-- One row per counter, day of the week (mo_fr, saturday, sunday) and hour: mean passers-by. Public holidays count as
-- the weekday on which they fall.
-- $area_id VARCHAR: counters inside this area
-- $year INTEGER: calendar year
SELECT
    counter.station_id,
    counter.name,
    CASE isodow(counted_on) WHEN 6 THEN 'saturday' WHEN 7 THEN 'sunday' ELSE 'mo_fr' END AS day_type,
    hour::INTEGER AS hour,
    avg(pedestrians) AS pedestrians,
    count(*)::INTEGER AS days
FROM stats.pedestrian_hour
JOIN stats.pedestrian_station AS counter USING (station_id)
WHERE list_contains(counter.area_ids, $area_id)
    AND counted_on BETWEEN make_date($year, 1, 1) AND make_date($year, 12, 31)
GROUP BY ALL
ORDER BY counter.station_id, day_type, hour
