-- One row per record that could be re-checked, those not checked for the longest first.
-- right: read_internal
-- $area_id VARCHAR: the area; the city also has the records without a position
-- $states VARCHAR[]?: only these states
-- $only_due BOOLEAN?: only records nobody checked for six months
-- $text VARCHAR?: part of the address, the name or a number
-- $unit_ids VARCHAR[]?: exactly these
SELECT
    unit_id, revision, name, address, postcode, lon, lat, area_ids, place_method, floor, door, state, vacant_since,
    days_vacant, current_use, previous_use, last_checked_on, is_stale
FROM unit_today
WHERE merged_into IS NULL
    AND ($unit_ids IS NULL OR list_contains($unit_ids, unit_id))
    AND ($unit_ids IS NOT NULL OR list_contains(area_ids, $area_id) OR (starts_with($area_id, 'city:') AND len(area_ids) = 0))
    AND ($states IS NULL OR list_contains($states, state))
    AND (NOT coalesce($only_due, false) OR is_stale)
    AND ($text IS NULL OR contains(lower(concat_ws(' ', address, name, unit_id, own_id)), lower($text)))
ORDER BY last_checked_on NULLS FIRST, address COLLATE de, unit_id
