-- One row per area of somebody's own that is shared with everybody, in the order of the names.
SELECT drawn_area_id, name, way, stat_ids, geometry_json, boundaries_on, saved_at
FROM drawn_area
WHERE is_shared
ORDER BY name COLLATE de, drawn_area_id
