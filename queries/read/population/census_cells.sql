-- One row per square with residents by the newest census inside an area, the finest cells joined to squares of about cell_m metres.
-- $area_id VARCHAR: any area
-- $cell_m DOUBLE: side of a square in metres
SELECT
    avg(lon) AS lon,
    avg(lat) AS lat,
    sum(value) AS persons,
    count(*) AS cells
FROM (
    SELECT * FROM stats.census_cell
    WHERE theme = 'Einwohner' AND list_contains(area_ids, $area_id)
    QUALIFY reference_date = max(reference_date) OVER ()
        AND resolution_m = min(resolution_m) OVER (PARTITION BY reference_date)
)
WHERE value > 0
GROUP BY floor(x / $cell_m), floor(y / $cell_m)
ORDER BY persons DESC, lon, lat
