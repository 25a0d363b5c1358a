-- One row per area whose boundary holds today, without its geometry.
SELECT area_id, level, code, slug, name, parent_id, area_km2, lon, lat, valid_from, source_id, origin
FROM stats.area
WHERE valid_to IS NULL
ORDER BY level, code, area_id
