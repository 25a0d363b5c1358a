-- One row per unit of the stock: what duplicates are found by.
-- right: read_internal
SELECT unit_id, address, name, lon, lat, floor, building_part, area_ids
FROM unit_today
WHERE is_stock
ORDER BY unit_id
