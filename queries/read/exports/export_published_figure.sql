-- One row per single published value, as the source prints it.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT area_id, metric, value, unit, reference_date, source, note, origin
FROM stats.published_figure
ORDER BY metric, area_id, reference_date
LIMIT $row_limit
