-- One row per unit of the stock or just demolished, with its present state and what follows from it. `public_*` and
-- `shown_*` are what everybody may see: of a sensitive unit no name, address or text, the
-- moved point only, and no area so small that it would tell the place.
CREATE OR REPLACE VIEW unit_today AS
SELECT
    unit.*,
    occupancy.state,
    occupancy.begins_on AS state_since,
    occupancy.vacant_since,
    occupancy.vacancy_kind,
    occupancy.vacancy_reason,
    state.is_vacant,
    state.is_stock,
    state.is_watched,
    coalesce(unit.sales_area_m2, unit.area_m2) AS size_m2,
    date_diff('day', occupancy.vacant_since, today.today) AS days_vacant,
    vacancy_age(occupancy.vacant_since, today.today) AS age_class,
    check_age(unit.last_checked_on, today.today) AS check_class,
    coalesce(unit.last_checked_on < today.today - trust_lasts(), true) AS is_stale,
    CASE WHEN NOT unit.is_sensitive THEN unit.name END AS public_name,
    CASE WHEN NOT unit.is_sensitive THEN unit.address END AS public_address,
    CASE WHEN NOT unit.is_sensitive THEN unit.postcode END AS public_postcode,
    CASE WHEN NOT unit.is_sensitive THEN unit.reuse_idea END AS public_reuse_idea,
    CASE WHEN NOT unit.is_sensitive THEN unit.note END AS public_note,
    CASE WHEN NOT unit.is_sensitive THEN unit.lon WHEN unit.public_lon IS DISTINCT FROM unit.lon THEN unit.public_lon END AS shown_lon,
    CASE WHEN NOT unit.is_sensitive THEN unit.lat WHEN unit.public_lon IS DISTINCT FROM unit.lon THEN unit.public_lat END AS shown_lat,
    public_areas(unit.area_ids, unit.is_sensitive) AS public_area_ids,
    list_filter(unit.area_ids, area_id -> starts_with(area_id, 'stat:'))[1] AS stat_id
FROM unit
JOIN occupancy USING (unit_id)
JOIN vacancy_state AS state USING (state)
CROSS JOIN today
WHERE occupancy.begins_on <= today.today AND coalesce(occupancy.ends_on, DATE '9999-12-31') >= today.today
