-- One row: reports on public space of the last twelve months inside an outline and in the whole city, and how many of
-- them are open.
-- $outline VARCHAR: polygon as GeoJSON, WGS 84
WITH placed AS (
    SELECT remedied_on IS NULL AS is_open, ST_Contains(ST_GeomFromGeoJSON($outline), ST_Point(lon, lat)) AS is_inside
    FROM stats.report
    CROSS JOIN today
    WHERE reported_on > today.today - INTERVAL 1 YEAR AND reported_on <= today.today
)
SELECT
    (SELECT today FROM today) AS today,
    (SELECT count(*) > 0 FROM stats.report) AS is_loaded,
    count(*) FILTER (is_inside) AS reports,
    count(*) FILTER (is_inside AND is_open) AS open_reports,
    count(*) AS city_reports,
    count(*) FILTER (is_open) AS city_open_reports
FROM placed
