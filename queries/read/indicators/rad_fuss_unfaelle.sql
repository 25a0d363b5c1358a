-- One row per area and complete year: accidents with a bicycle or a pedestrian involved, and all accidents with
-- personal injury.
SELECT
    area_id,
    make_date(year, 12, 31) AS period,
    count(*) FILTER (is_bicycle OR is_pedestrian) AS numerator,
    count(*) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM (
    SELECT unnest(area_ids) AS area_id, year, is_bicycle, is_pedestrian, origin FROM stats.accident WHERE NOT is_extract
)
GROUP BY area_id, year
ORDER BY area_id, period
