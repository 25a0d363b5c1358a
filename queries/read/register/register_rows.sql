-- One row per named unit of the stock in the order of the list: what the table of the register shows and edits, but what
-- only those in charge may see.
-- right: read_internal
-- $unit_ids VARCHAR[]: numbers of units
SELECT
    unit.unit_id, unit.revision, unit.area_ids, unit.stat_id, unit.is_stale, unit.days_vacant,
    unit.address, unit.postcode, unit.name, unit.own_id, unit.state, unit.state_since, unit.vacant_since, unit.is_since_about,
    unit.vacancy_degree, unit.interim_until, unit.building_part, unit.floor, unit.is_sensitive,
    unit.sales_area_m2, unit.area_m2, unit.window_m, unit.steps, unit.floor_count, unit.grade, unit.space_kind,
    unit.current_use, unit.previous_use, unit.reuse_idea, unit.note, unit.condition, unit.vacancy_kind, unit.vacancy_reason,
    unit.is_market_active, unit.lease_ended_on, unit.owner_kind, unit.owner_company, unit.follow_up_on, unit.follow_up_note,
    unit.last_checked_on, unit.check_method, unit.checked_by
FROM (SELECT unnest($unit_ids) AS unit_id, generate_subscripts($unit_ids, 1) AS place) AS wanted
JOIN unit_today AS unit USING (unit_id)
ORDER BY wanted.place
