-- One row per unit of a street, whole or gone, with what tells it from its neighbours.
-- right: plan_walks
-- $streets VARCHAR[]: spellings of the street
SELECT
    unit.unit_id, unit.revision, place.house_number, unit.address, unit.postcode, unit.name, unit.floor, unit.building_part,
    unit.door, unit.place_method, unit.lon, unit.lat, unit.area_ids, unit.state, unit.is_stock, unit.is_vacant,
    unit.current_use, unit.previous_use, unit.last_checked_on, unit.is_stale
FROM unit_street AS place
JOIN unit_today AS unit USING (unit_id)
WHERE list_contains($streets, place.street) AND unit.merged_into IS NULL
ORDER BY place.house_number, unit.floor, unit.unit_id
