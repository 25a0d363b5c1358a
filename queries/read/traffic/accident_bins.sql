-- One row per cell of a grid: number of accidents in it and the middle of their places, the fullest cells last.
-- Single rows of incomplete years never count.
-- $area_id VARCHAR: accidents inside this area
-- $from_year INTEGER: first year
-- $to_year INTEGER: last year
-- $categories INTEGER[]?: 1 killed, 2 seriously, 3 slightly injured; null for all
-- $involved VARCHAR[]?: any of bicycle, pedestrian, motorcycle, car, goods_vehicle, other; null for all
-- $hours INTEGER[]?: hours of the day, 0 to 23; null for all
-- $cell_lon DOUBLE: width of a cell in degrees of longitude
-- $cell_lat DOUBLE: height of a cell in degrees of latitude
SELECT avg(lon) AS lon, avg(lat) AS lat, count(*)::INTEGER AS accidents,
    count(*) FILTER (category = 1)::INTEGER AS killed, count(*) FILTER (category = 2)::INTEGER AS seriously
FROM stats.accident
WHERE NOT is_extract
    AND list_contains(area_ids, $area_id)
    AND year BETWEEN $from_year AND $to_year
    AND ($categories IS NULL OR list_contains($categories, category))
    AND ($hours IS NULL OR list_contains($hours, hour))
    AND ($involved IS NULL
        OR (is_bicycle AND list_contains($involved, 'bicycle'))
        OR (is_pedestrian AND list_contains($involved, 'pedestrian'))
        OR (is_motorcycle AND list_contains($involved, 'motorcycle'))
        OR (is_car AND list_contains($involved, 'car'))
        OR (is_goods_vehicle AND list_contains($involved, 'goods_vehicle'))
        OR (is_other AND list_contains($involved, 'other')))
GROUP BY floor(lon / $cell_lon), floor(lat / $cell_lat)
ORDER BY accidents, lon, lat
