-- One row per source of the maps' boundaries and backdrop: the line that must stand under a map; made ones left out.
SELECT DISTINCT citation
FROM (
    SELECT source_id FROM stats.area WHERE level IN ('bezirk', 'stat') AND valid_to IS NULL
    UNION ALL
    SELECT source_id FROM stats.map_line
    UNION ALL
    SELECT source_id FROM stats.street_segment
)
JOIN stats.source USING (source_id)
WHERE source_id <> 'demo'
ORDER BY citation DESC
