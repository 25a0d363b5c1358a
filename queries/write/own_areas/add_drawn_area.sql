-- Keeps an area of somebody's own.
-- $drawn_area_id VARCHAR: its random name
-- $account_id VARCHAR: whose
-- $area_name VARCHAR: name
-- $is_shared BOOLEAN: whether everybody may see it
-- $way VARCHAR: drawn, uploaded or composed
-- $stat_ids VARCHAR[]: what it was put together from
-- $geometry_json VARCHAR: outline as GeoJSON, WGS 84
-- $boundaries_on DATE: first day of the boundaries of the statistische Bezirke
-- $saved_at TIMESTAMP: when (UTC)
INSERT INTO drawn_area
VALUES ($drawn_area_id, $account_id, $area_name, $is_shared, $way, $stat_ids, $geometry_json, $boundaries_on, $saved_at)
