-- One row per area that contains an area, itself too, the largest first.
-- $area_id VARCHAR?: the area; null for the city
WITH RECURSIVE around AS (
    SELECT area_id, parent_id, area_km2 FROM stats.area WHERE valid_to IS NULL AND (area_id = $area_id OR ($area_id IS NULL AND level = 'city'))
    UNION
    SELECT area.area_id, area.parent_id, area.area_km2
    FROM stats.area AS area
    JOIN around ON area.area_id = around.parent_id
    WHERE area.valid_to IS NULL
)
SELECT area_id FROM around ORDER BY area_km2 DESC
