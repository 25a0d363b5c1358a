-- One row per dimension (year, hour, involved), its key and category: number of accidents with personal injury. An
-- accident with several kinds of involved counts under each of them. Single rows of incomplete years never count.
-- $area_id VARCHAR: accidents inside this area
-- $from_year INTEGER: first year
-- $to_year INTEGER: last year
-- $categories INTEGER[]?: 1 killed, 2 seriously, 3 slightly injured; null for all
-- $involved VARCHAR[]?: any of bicycle, pedestrian, motorcycle, car, goods_vehicle, other; null for all
-- $hours INTEGER[]?: hours of the day, 0 to 23; null for all
WITH chosen AS (
    SELECT year, hour, category, is_bicycle, is_pedestrian, is_motorcycle, is_car, is_goods_vehicle, is_other
    FROM accident_chosen($area_id, $from_year, $to_year, $categories, $involved, $hours)
    WHERE NOT is_extract
), long AS (
    SELECT 'year' AS dimension, year::VARCHAR AS key, category FROM chosen
    UNION ALL SELECT 'hour', hour::VARCHAR, category FROM chosen
    UNION ALL SELECT 'involved', 'bicycle', category FROM chosen WHERE is_bicycle
    UNION ALL SELECT 'involved', 'pedestrian', category FROM chosen WHERE is_pedestrian
    UNION ALL SELECT 'involved', 'motorcycle', category FROM chosen WHERE is_motorcycle
    UNION ALL SELECT 'involved', 'car', category FROM chosen WHERE is_car
    UNION ALL SELECT 'involved', 'goods_vehicle', category FROM chosen WHERE is_goods_vehicle
    UNION ALL SELECT 'involved', 'other', category FROM chosen WHERE is_other
)
SELECT dimension, key, category::INTEGER AS category, count(*)::INTEGER AS accidents
FROM long
GROUP BY ALL
ORDER BY dimension, key, category
