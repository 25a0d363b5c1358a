-- One row per quarter: vacant and all shop units whose public place of today lies inside an outline. Where no unit in use
-- is known there is no rate.
-- $outline VARCHAR: polygon as GeoJSON, WGS 84
WITH inside AS (
    SELECT unit_id
    FROM (
        SELECT unit_id, CASE WHEN NOT is_sensitive THEN lon WHEN public_lon IS DISTINCT FROM lon THEN public_lon END AS shown_lon,
            CASE WHEN NOT is_sensitive THEN lat WHEN public_lon IS DISTINCT FROM lon THEN public_lat END AS shown_lat
        FROM unit
    )
    WHERE ST_Contains(ST_GeomFromGeoJSON($outline), ST_Point(shown_lon, shown_lat))
)
SELECT day AS period, count(*) FILTER (is_vacant) AS vacant, count(*) AS units
FROM unit_at_quarter
SEMI JOIN inside USING (unit_id)
GROUP BY day
HAVING bool_or(state = 'occupied')
ORDER BY day
