-- One row per accident with personal injury, single published rows (is_extract) included, the most severe last so
-- that they lie on top.
-- $area_id VARCHAR: accidents inside this area
-- $from_year INTEGER: first year
-- $to_year INTEGER: last year
-- $categories INTEGER[]?: 1 killed, 2 seriously, 3 slightly injured; null for all
-- $involved VARCHAR[]?: any of bicycle, pedestrian, motorcycle, car, goods_vehicle, other; null for all
-- $hours INTEGER[]?: hours of the day, 0 to 23; null for all
-- $extracts_only BOOLEAN: only the single published rows
SELECT lon, lat, year::INTEGER AS year, month::INTEGER AS month, hour::INTEGER AS hour, weekday::INTEGER AS weekday,
    category::INTEGER AS category, is_bicycle, is_pedestrian, is_motorcycle, is_car, is_goods_vehicle, is_other, is_extract
FROM accident_chosen($area_id, $from_year, $to_year, $categories, $involved, $hours)
WHERE (is_extract OR NOT $extracts_only)
ORDER BY is_extract, category DESC, accident_id
