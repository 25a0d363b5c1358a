-- One row per street or numbered road and Stadtbezirk it runs through; where the register of streets is loaded, streets
-- lead to their statistische Bezirke.
SELECT name, area_id
FROM (
    SELECT DISTINCT line.name, area.area_id, area.name AS area_name
    FROM stats.map_line AS line
    JOIN stats.area AS area ON ST_Intersects(line.geometry, area.geometry)
    WHERE line.name IS NOT NULL AND NOT line.is_derived AND area.level = 'bezirk' AND area.valid_to IS NULL
    UNION
    SELECT street.street_name, area.area_id, area.name
    FROM stats.street_area AS street
    JOIN stats.area AS area ON area.area_id = street.stat_id AND area.valid_to IS NULL
)
ORDER BY name COLLATE de, area_name COLLATE de
