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
FROM accident_chosen($area_id, $from_year, $to_year, $categories, $involved, $hours)
WHERE NOT is_extract
GROUP BY floor(lon / $cell_lon), floor(lat / $cell_lat)
ORDER BY accidents, lon, lat
