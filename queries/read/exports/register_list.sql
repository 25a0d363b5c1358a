-- One row per named unit in the order of the list: what everybody may take away of it; of a sensitive one no name,
-- address or text, and the moved point.
-- $unit_ids VARCHAR[]: numbers of units
-- $day DATE?: as the register was on this day, null for today
SELECT
    unit.unit_id, unit.public_name AS name, unit.public_address AS address, unit.public_postcode AS postcode,
    bezirk.name AS bezirk, stat.name AS stat,
    unit.state, unit.state_since, unit.vacant_since, unit.is_since_about, unit.days_vacant, unit.vacancy_degree, unit.interim_until,
    unit.building_part, unit.door, unit.floor, unit.size_class, unit.sales_area_m2, unit.area_m2, unit.window_m, unit.steps, unit.floor_count, unit.grade,
    unit.space_kind, unit.building_kinds, unit.current_use, unit.previous_use,
    unit.public_reuse_idea AS reuse_idea, unit.public_note AS note, unit.last_checked_on, unit.check_method,
    unit.shown_lon AS lon, unit.shown_lat AS lat
FROM (SELECT unnest($unit_ids) AS unit_id, generate_subscripts($unit_ids, 1) AS place) AS wanted
JOIN unit_at($day, $unit_ids) AS unit USING (unit_id)
LEFT JOIN stats.area AS stat ON stat.area_id = unit.stat_id AND stat.valid_to IS NULL
LEFT JOIN stats.area AS bezirk ON bezirk.area_id = list_filter(unit.area_ids, area_id -> starts_with(area_id, 'bezirk:'))[1] AND bezirk.valid_to IS NULL
ORDER BY wanted.place
