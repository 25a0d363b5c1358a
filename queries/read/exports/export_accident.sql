-- One row per accident with personal injury, as in the Unfallatlas.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT accident_id, year, month, hour, weekday, category, kind, type, light, road_state, is_bicycle, is_car, is_pedestrian,
    is_motorcycle, is_goods_vehicle, is_other, lon, lat, area_ids, is_extract, origin
FROM stats.accident
ORDER BY accident_id
LIMIT $row_limit
