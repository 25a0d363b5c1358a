-- One row per area with a published surface in km².
SELECT area_id, value
FROM stats.published_figure
WHERE metric = 'area'
ORDER BY area_id
