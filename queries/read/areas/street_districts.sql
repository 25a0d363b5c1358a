-- One row per named line of the backdrop (road, later street) and Stadtbezirk it runs through.
SELECT DISTINCT line.name, area.area_id
FROM stats.map_line AS line
JOIN stats.area AS area ON ST_Intersects(line.geometry, area.geometry)
WHERE line.name IS NOT NULL AND NOT line.is_derived AND area.level = 'bezirk' AND area.valid_to IS NULL
ORDER BY line.name COLLATE de, area.name COLLATE de
