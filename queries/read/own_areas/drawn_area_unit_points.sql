-- One row per shop unit inside an outline that is vacant or reported as such, at its public place.
-- $outline VARCHAR: polygon as GeoJSON, WGS 84
SELECT unit_id, shown_lon AS lon, shown_lat AS lat, state, public_address AS address, vacant_since
FROM unit_today
WHERE is_watched AND ST_Contains(ST_GeomFromGeoJSON($outline), ST_Point(shown_lon, shown_lat))
ORDER BY unit_id
