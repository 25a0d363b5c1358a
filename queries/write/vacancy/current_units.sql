-- One row per unit of the register with its present episode, as an import compares and replaces it.
SELECT unit.unit_id, own_id, name, address, floor, building_part, origin, is_sensitive, lon, lat, public_lon, public_lat,
    area_m2, sales_area_m2, grade, steps, state, vacant_since
FROM unit
LEFT JOIN occupancy ON occupancy.unit_id = unit.unit_id AND occupancy.ends_on IS NULL
ORDER BY unit.unit_id
