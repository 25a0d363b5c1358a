-- One row per playground in an area.
-- $area_id VARCHAR: any area
SELECT playground_id, name, kind, address, description, lon, lat
FROM stats.playground
WHERE list_contains(area_ids, $area_id)
ORDER BY name COLLATE de, playground_id
