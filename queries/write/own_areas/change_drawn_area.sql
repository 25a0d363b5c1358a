-- Gives an area of somebody's own another name, and says who may see it.
-- $drawn_area_id VARCHAR: its random name
-- $account_id VARCHAR: whose
-- $area_name VARCHAR: name from now on
-- $is_shared BOOLEAN: whether everybody may see it
UPDATE drawn_area SET name = $area_name, is_shared = $is_shared
WHERE drawn_area_id = $drawn_area_id AND account_id = $account_id
