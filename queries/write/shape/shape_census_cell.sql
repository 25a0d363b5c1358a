-- Cells of the census grid with their middle in WGS 84. The size comes from the cell's identifier; averages, shares and
-- quotas are told from amounts by the theme's name.
-- $reference_date DATE: day of the census
CREATE OR REPLACE TEMP TABLE gridded AS
SELECT *,
    TRY_CAST(regexp_extract(cell_id, '^CRS3035RES(\d+)mN(\d+)E(\d+)$', 1) AS INTEGER) AS size_m,
    TRY_CAST(regexp_extract(cell_id, '^CRS3035RES(\d+)mN(\d+)E(\d+)$', 3) AS INTEGER) AS corner_x,
    TRY_CAST(regexp_extract(cell_id, '^CRS3035RES(\d+)mN(\d+)E(\d+)$', 2) AS INTEGER) AS corner_y,
    ST_Transform(ST_Point(x, y), 'EPSG:3035', 'EPSG:4326', always_xy := true) AS place
FROM frame;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    theme,
    size_m::USMALLINT AS resolution_m,
    cell_id,
    $reference_date AS reference_date,
    x::INTEGER AS x,
    y::INTEGER AS y,
    round(ST_X(place), 6) AS lon,
    round(ST_Y(place), 6) AS lat,
    value,
    weight,
    regexp_matches(lower(theme), '^(durchschn|anteil)|quote$') AS is_mean,
    coalesce(upper(sign) LIKE '%KLAMMERN%', false) AS is_restricted,
    'published' AS origin
FROM gridded
WHERE theme IS NOT NULL AND size_m IN (100, 1000, 10000) AND x = corner_x + size_m / 2 AND y = corner_y + size_m / 2;
INSERT INTO issue
SELECT DISTINCT row_number, 'fail',
    CASE WHEN theme IS NULL THEN 'census_theme_missing' WHEN size_m IN (100, 1000, 10000) THEN 'census_middle' ELSE 'census_cell_unknown' END,
    NULL, cell_id || CASE WHEN size_m IN (100, 1000, 10000) THEN ' / ' || x::BIGINT || ' / ' || y::BIGINT ELSE '' END
FROM gridded
WHERE row_number NOT IN (SELECT row_number FROM staged)
UNION ALL
SELECT NULL, 'warn', 'census_secret', theme, count(*)::VARCHAR FROM staged WHERE value IS NULL GROUP BY theme
UNION ALL
SELECT NULL, 'warn', 'census_restricted', theme, count(*)::VARCHAR FROM staged WHERE is_restricted GROUP BY theme
