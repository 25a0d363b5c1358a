-- One row per named unit in the order of the list: its whole record but what is restricted.
-- right: read_internal
-- $unit_ids VARCHAR[]: numbers of units
-- $day DATE?: as the register was on this day, null for today
SELECT
    unit.unit_id, unit.own_id, unit.name, unit.address, unit.postcode, unit.stat_id, unit.area_ids,
    unit.state, unit.state_since, unit.vacant_since, unit.days_vacant, unit.age_class, unit.is_vacant, unit.is_watched,
    unit.size_m2, unit.sales_area_m2, unit.area_m2, unit.window_m, unit.floor, unit.building_part, unit.steps, unit.grade,
    unit.current_use, unit.previous_use, unit.reuse_idea, unit.note,
    unit.vacancy_kind, unit.vacancy_reason, unit.condition, unit.owner_kind, unit.owner_company,
    unit.last_checked_on, unit.check_method, unit.is_stale, unit.is_sensitive, unit.origin
FROM (SELECT unnest($unit_ids) AS unit_id, generate_subscripts($unit_ids, 1) AS place) AS wanted
JOIN unit_at($day, $unit_ids) AS unit USING (unit_id)
ORDER BY wanted.place
