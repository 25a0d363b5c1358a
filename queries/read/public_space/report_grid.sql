-- One row per cell of a grid with at least one report: the cell's middle of reports, how many, how many still open.
-- $area_id VARCHAR: any area
-- $from_date DATE: first day
-- $to_date DATE: last day
-- $kinds VARCHAR[]?: only these kinds, null for all
-- $cell_m DOUBLE: side of a cell in metres
SELECT
    avg(report.lon) AS lon,
    avg(report.lat) AS lat,
    count(*) AS reports,
    count(*) FILTER (remedied_on IS NULL) AS open_reports
FROM stats.report AS report
JOIN stats.area AS city ON city.level = 'city' AND city.valid_to IS NULL
WHERE list_contains(report.area_ids, $area_id) AND reported_on BETWEEN $from_date AND $to_date
    AND ($kinds IS NULL OR list_contains($kinds, kind))
GROUP BY floor(report.lat * 111320 / $cell_m), floor(report.lon * 111320 * cos(radians(city.lat)) / $cell_m)
ORDER BY reports DESC, lon, lat
