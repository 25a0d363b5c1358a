-- One row per line of the maps' backdrop as GeoJSON.
SELECT kind, name, is_derived, ST_AsGeoJSON(ST_ReducePrecision(geometry, 0.00001)) AS geometry_json, citation
FROM stats.map_line
JOIN stats.source USING (source_id)
ORDER BY kind, name
