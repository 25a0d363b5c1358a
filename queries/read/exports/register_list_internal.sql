-- One row per named unit in the order of the list: its record but what is restricted, with the exact point.
-- right: export_internal
-- $unit_ids VARCHAR[]: numbers of units
-- $day DATE?: as the register was on this day, null for today
SELECT
    unit.unit_id, unit.own_id, unit.name, unit.address, unit.postcode, bezirk.name AS bezirk, stat.name AS stat,
    unit.state, unit.state_since, unit.vacant_since, unit.is_since_about, unit.days_vacant, unit.vacancy_degree, unit.interim_until,
    unit.building_part, unit.door, unit.floor, unit.size_class, unit.sales_area_m2, unit.area_m2, unit.window_m, unit.steps, unit.floor_count, unit.grade,
    unit.space_kind, unit.building_kinds, unit.current_use, unit.previous_use,
    unit.reuse_idea, unit.note, unit.condition, unit.vacancy_kind, unit.vacancy_reason, unit.is_market_active,
    unit.lease_ended_on, unit.owner_kind, unit.owner_company, unit.follow_up_on, unit.follow_up_note, unit.is_sensitive, unit.place_method,
    unit.last_checked_on, unit.check_method, unit.lon, unit.lat
FROM (SELECT unnest($unit_ids) AS unit_id, generate_subscripts($unit_ids, 1) AS place) AS wanted
JOIN unit_at($day, $unit_ids) AS unit USING (unit_id)
LEFT JOIN stats.area AS stat ON stat.area_id = unit.stat_id AND stat.valid_to IS NULL
LEFT JOIN stats.area AS bezirk ON bezirk.area_id = list_filter(unit.area_ids, area_id -> starts_with(area_id, 'bezirk:'))[1] AND bezirk.valid_to IS NULL
ORDER BY wanted.place
