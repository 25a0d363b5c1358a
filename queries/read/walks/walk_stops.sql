-- One row per stop of a walk, in its order, with the record as it is now (nulls where it left the stock).
-- right: read_internal
-- $walk_id INTEGER: the walk
SELECT
    stop.stop_number, stop.unit_id, stop.distance_m, stop.outcome, stop.note AS stop_note, stop.before, stop.done_at,
    unit.revision, unit.own_id, unit.name, unit.address, unit.postcode, unit.lon, unit.lat, unit.area_ids, unit.place_method,
    unit.floor, unit.door, unit.building_part, unit.steps, unit.state, unit.state_since, unit.vacant_since, unit.days_vacant,
    unit.is_vacant, unit.is_since_about, unit.size_class, unit.sales_area_m2, unit.area_m2, unit.size_m2, unit.current_use,
    unit.previous_use, unit.note, unit.vacancy_kind, unit.vacancy_reason, unit.condition, unit.is_sensitive,
    unit.last_checked_on, unit.check_method, unit.is_stale, unit.follow_up_on, unit.follow_up_note
FROM walk_stop AS stop
LEFT JOIN unit_today AS unit USING (unit_id)
WHERE stop.walk_id = $walk_id
ORDER BY stop.stop_number
