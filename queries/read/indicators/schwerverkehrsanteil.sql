-- One row per area and compared year: heavy and all vehicles a day at the fixed set of stations.
SELECT
    area_id,
    make_date(year, 12, 31) AS period,
    sum(heavy_dtv) AS numerator,
    sum(dtv) AS denominator,
    count(*) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM (SELECT unnest(area_ids) AS area_id, year, dtv, heavy_dtv, origin FROM traffic_same_station)
GROUP BY area_id, year
ORDER BY area_id, period
