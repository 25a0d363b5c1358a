-- Gives the areas of a level the parent that holds most of their surface, where a parent holds some.
-- $level VARCHAR: level of the children
-- $parent_level VARCHAR: level of the parents
UPDATE stats.area
SET parent_id = found.parent_id
FROM (
    SELECT child.area_id, arg_max(parent.area_id, ST_Area(ST_Intersection(child.geometry, parent.geometry))) AS parent_id
    FROM stats.area AS child
    JOIN stats.area AS parent ON ST_Intersects(child.geometry, parent.geometry)
    WHERE child.level = $level AND child.valid_to IS NULL AND parent.level = $parent_level AND parent.valid_to IS NULL
    GROUP BY child.area_id
) AS found
WHERE area.area_id = found.area_id AND area.valid_to IS NULL
