-- One row per quarter and kind: reports of an area, also where there were none; only quarters that are over.
-- $area_id VARCHAR: any area
WITH placed AS (
    SELECT kind, date_trunc('quarter', reported_on)::DATE AS quarter
    FROM stats.report
    WHERE list_contains(area_ids, $area_id)
), quarters AS (
    SELECT unnest(generate_series(
        (SELECT date_trunc('quarter', min(reported_on)) FROM stats.report),
        (SELECT date_trunc('quarter', today + 1) - INTERVAL 3 MONTH FROM today),
        INTERVAL 3 MONTH
    ))::DATE AS quarter
), kinds AS (
    SELECT DISTINCT kind FROM stats.report
)
SELECT quarters.quarter, kinds.kind, count(placed.kind) AS reports
FROM quarters
CROSS JOIN kinds
LEFT JOIN placed ON placed.quarter = quarters.quarter AND placed.kind = kinds.kind
GROUP BY quarters.quarter, kinds.kind
ORDER BY kinds.kind, quarters.quarter
