-- One row per kind of report, and one with kind null for all: how many came in between two days, how many of them
-- are still open today, and after how many days half and four fifths were remedied. Open reports count as longer
-- than all others; a day count is null where so many are open that it is not known yet.
-- $area_id VARCHAR: any area
-- $from_date DATE: first day of the reports
-- $to_date DATE: last day of the reports
-- $kinds VARCHAR[]?: only these kinds, null for all
SELECT
    kind,
    count(*) AS reports,
    count(*) FILTER (remedied_on IS NULL) AS open_reports,
    CASE WHEN isfinite(quantile_disc(days, 0.5)) THEN quantile_disc(days, 0.5) END AS median_days,
    CASE WHEN isfinite(quantile_disc(days, 0.8)) THEN quantile_disc(days, 0.8) END AS days_80_pct
FROM (
    SELECT kind, remedied_on, coalesce((remedied_on - reported_on)::DOUBLE, 'infinity'::DOUBLE) AS days
    FROM stats.report
    WHERE list_contains(area_ids, $area_id) AND reported_on BETWEEN $from_date AND $to_date
        AND ($kinds IS NULL OR list_contains($kinds, kind))
)
GROUP BY GROUPING SETS ((kind), ())
ORDER BY kind NULLS LAST
