-- Stretches of streets with their line, from WKT (GeoJSON and JSON files) or from a cell with GeoJSON (CSV).
CREATE OR REPLACE TEMP TABLE lined AS
SELECT *,
    TRY(ST_GeomFromText(coalesce(wkt, geo_shape))) AS line_of_text,
    TRY(ST_GeomFromGeoJSON(coalesce(TRY(geo_shape::JSON ->> '$.geometry'), geo_shape))) AS line_of_json,
    lower(coalesce(road_group, '')) AS group_text
FROM frame;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    concat_ws('-', street_key, segment_number) AS segment_id,
    street_key,
    street_name,
    CASE
        WHEN contains(group_text, 'autobahn') THEN 'motorway'
        WHEN contains(group_text, 'bundesstra') THEN 'federal'
        ELSE coalesce(road_class, 'local')
    END AS road_class,
    length_m,
    md5(ST_AsText(line)) AS line_hash,
    line AS geometry,
    'published' AS origin
FROM (SELECT *, coalesce(line_of_text, line_of_json) AS line FROM lined)
WHERE ST_GeometryType(line) IN ('LINESTRING', 'MULTILINESTRING') AND NOT ST_IsEmpty(line);
INSERT INTO issue
SELECT row_number, 'fail', 'line_missing', 'geo_shape', coalesce(street_name, segment_number)
FROM frame
WHERE row_number NOT IN (SELECT row_number FROM staged)
