-- One row per area: its surface and the sum of its parts' surfaces, in km²; they must agree.
SELECT part.area_id, any_value(area.area_km2) AS area_km2, sum(part.share * stat.area_km2) AS parts_km2
FROM stats.area_part AS part
JOIN stats.area AS area ON area.area_id = part.area_id AND area.valid_to IS NULL
JOIN stats.area AS stat ON stat.area_id = part.stat_id AND stat.valid_to IS NULL
GROUP BY part.area_id
ORDER BY part.area_id
