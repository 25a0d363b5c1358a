-- Objects of OpenStreetMap that look like vacant shops, with their former use and their place (of surfaces the middle).
-- $reference_date DATE?: day of the extract, today where it is not told
CREATE OR REPLACE TEMP TABLE found AS
SELECT *,
    osm_type || '/' || osm_id AS candidate_id,
    coalesce(lon, center_lon) AS place_lon,
    coalesce(lat, center_lat) AS place_lat,
    CASE
        WHEN lower(shop) = 'vacant' THEN 'vacant'
        WHEN disused_shop IS NOT NULL THEN 'disused_shop'
        WHEN disused_amenity IS NOT NULL THEN 'disused_amenity'
    END AS kind
FROM frame;
CREATE OR REPLACE TEMP TABLE judged AS
SELECT *,
    CASE
        WHEN kind IS NULL THEN 'candidate_not_vacant'
        WHEN kind <> 'vacant' AND shop IS NOT NULL THEN 'candidate_in_use'
        WHEN place_lon IS NULL OR place_lat IS NULL THEN 'candidate_without_place'
        WHEN NOT EXISTS (
            FROM stats.area AS area
            WHERE area.level = 'city' AND area.valid_to IS NULL AND ST_Contains(area.geometry, ST_Point(place_lon, place_lat))
        ) THEN 'place_elsewhere'
    END AS problem
FROM found;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    candidate_id,
    kind,
    nullif(nullif(lower(coalesce(disused_shop, disused_amenity)), 'yes'), 'vacant') AS former_use,
    coalesce(name, old_name) AS name,
    street || coalesce(' ' || house_number, '') AS address,
    postcode,
    round(place_lon, 6) AS lon,
    round(place_lat, 6) AS lat,
    coalesce($reference_date, current_date) AS seen_on,
    edited_at::DATE AS edited_on,
    checked_on,
    'published' AS origin
FROM judged
WHERE problem IS NULL;
INSERT INTO issue
SELECT row_number, 'fail', problem, NULL, candidate_id FROM judged WHERE problem IS NOT NULL
