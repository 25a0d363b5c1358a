-- One row per pair of neighbouring areas of a level in their present boundaries, in both directions.
-- $level VARCHAR: bezirk or stat
SELECT pair.area_id, pair.neighbour_id, pair.border_m
FROM stats.area_neighbour AS pair
JOIN stats.area USING (area_id)
WHERE area.level = $level AND area.valid_to IS NULL
ORDER BY pair.area_id, pair.neighbour_id
