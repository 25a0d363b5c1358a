-- One row per report on cleanliness and public space.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT report_id, kind, reported_on, remedied_on, lon, lat, area_ids, origin
FROM stats.report
ORDER BY report_id
LIMIT $row_limit
