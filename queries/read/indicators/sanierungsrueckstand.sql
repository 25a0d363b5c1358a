-- One row per area and survey (the surveys of one calendar year are one; its date is the last day of it in the
-- whole city): surveyed buildings with a backlog, and all surveyed buildings.
-- raw: read_internal
SELECT
    area_id,
    period,
    count(*) FILTER (has_backlog) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin,
    false AS is_estimate
FROM (
    SELECT unnest(area_ids) AS area_id, has_backlog, origin,
        max(surveyed_on) OVER (PARTITION BY year(surveyed_on)) AS period
    FROM stats.building_survey
)
GROUP BY area_id, period
ORDER BY area_id, period
