-- One row per area that an account keeps, in the order of the names.
-- right: keep_areas
-- $account_id VARCHAR: whose
SELECT drawn_area_id, name, is_shared, way, stat_ids, geometry_json, boundaries_on, saved_at
FROM drawn_area
WHERE account_id = $account_id
ORDER BY name COLLATE de, drawn_area_id
