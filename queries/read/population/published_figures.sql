-- One row per published value of an area, newest first within a metric; nothing of it is computed here.
-- $area_id VARCHAR: any area
SELECT metric, value, unit, reference_date, source
FROM stats.published_figure
WHERE area_id = $area_id
ORDER BY metric, reference_date DESC NULLS LAST
