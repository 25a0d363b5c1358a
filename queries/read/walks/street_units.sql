-- One row per unit of the stock whose address begins like a street, with what tells it from its neighbours; whether it is that
-- street is for who asks to see.
-- right: plan_walks
-- $beginnings VARCHAR[]: first letters of the street's spellings, small
SELECT
    unit_id, revision, address, postcode, name, floor, building_part, door, place_method, lon, lat, area_ids, state, is_vacant,
    current_use, previous_use, last_checked_on, is_stale
FROM unit_today
WHERE merged_into IS NULL AND len(list_filter($beginnings, beginning -> starts_with(lower(address), beginning))) > 0
ORDER BY floor, unit_id
