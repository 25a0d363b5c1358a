-- One row per square of an equal-area grid that says where people live inside a district: residents of the newest census
-- where its grid is loaded, else addresses, else dwellings of the surveyed buildings. x and y are the square's middle;
-- cases: how many buildings of a sample stand behind the weight, null where everything was counted.
-- raw: read_internal
-- $crs VARCHAR: the grid's reference system, e.g. EPSG:3035
-- $cell_m DOUBLE: side of a square made of surveyed buildings, in metres; the census brings its own
-- $address_cell_m DOUBLE: side of a square made of addresses
-- $least_buildings INTEGER: squares with fewer surveyed buildings are left out
WITH census AS (
    SELECT x::DOUBLE AS x, y::DOUBLE AS y, resolution_m::DOUBLE AS side_m, value AS weight, origin
    FROM stats.census_cell
    WHERE theme = 'Einwohner' AND value > 0 AND resolution_m <= 1000
    QUALIFY reference_date = max(reference_date) OVER () AND resolution_m = min(resolution_m) OVER (PARTITION BY reference_date)
), building AS (
    SELECT lon, lat, dwellings, origin
    FROM stats.building_survey
    QUALIFY row_number() OVER (PARTITION BY building_id ORDER BY surveyed_on DESC) = 1
), place AS (
    SELECT 'addresses' AS kind, $address_cell_m AS side_m, ST_Transform(ST_Point(lon, lat), 'EPSG:4326', $crs, always_xy := true) AS point, 1.0 AS weight,
        'published' AS origin
    FROM stats.address_point
    UNION ALL
    SELECT 'dwellings', $cell_m, ST_Transform(ST_Point(lon, lat), 'EPSG:4326', $crs, always_xy := true), dwellings, origin
    FROM building
), cell AS (
    SELECT 'census' AS kind, x, y, side_m, weight, NULL AS cases, origin FROM census
    UNION ALL
    SELECT kind, (floor(ST_X(point) / side_m) + 0.5) * side_m, (floor(ST_Y(point) / side_m) + 0.5) * side_m,
        side_m, sum(weight)::DOUBLE, nullif(count(*) FILTER (kind = 'dwellings'), 0),
        CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END
    FROM place
    GROUP BY ALL
    HAVING kind = 'addresses' OR count(*) >= $least_buildings
)
SELECT kind, x, y, side_m, weight, cases, origin
FROM cell
QUALIFY kind = min_by(kind, CASE kind WHEN 'census' THEN 1 WHEN 'addresses' THEN 2 ELSE 3 END) OVER ()
ORDER BY x, y
