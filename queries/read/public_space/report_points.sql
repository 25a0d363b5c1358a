-- One row per report of an area between two days, newest first.
-- $area_id VARCHAR: any area
-- $from_date DATE: first day
-- $to_date DATE: last day
-- $kinds VARCHAR[]?: only these kinds, null for all
-- $limit INTEGER: at most this many rows
SELECT report_id, kind, reported_on, remedied_on, lon, lat
FROM stats.report
WHERE list_contains(area_ids, $area_id) AND reported_on BETWEEN $from_date AND $to_date
    AND ($kinds IS NULL OR list_contains($kinds, kind))
ORDER BY reported_on DESC, report_id
LIMIT $limit
