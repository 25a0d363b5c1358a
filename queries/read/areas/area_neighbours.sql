-- One row per neighbour of an area, the longest common border first.
-- $area_id VARCHAR: the area
SELECT neighbour_id, border_m
FROM stats.area_neighbour
WHERE area_id = $area_id
ORDER BY border_m DESC
