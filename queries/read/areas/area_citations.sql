-- One row per source of today's boundaries below the city, made ones left out.
SELECT DISTINCT citation
FROM stats.area
JOIN stats.source USING (source_id)
WHERE level IN ('bezirk', 'stat') AND valid_to IS NULL
ORDER BY citation
