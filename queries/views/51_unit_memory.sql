-- Table macro: one row per unit that was changed after a day: for every field its value at the end of that day (`x`, as
-- text) and whether it was changed since (`has_x`; where not, today's value holds). The first old value after the day is
-- that day's. Rows of a creation say nothing about a time before it: then what was recorded first holds. Of personal
-- fields no values are kept here. `only_units`: these units alone, which is much quicker; null for all.
CREATE OR REPLACE MACRO unit_memory(day, only_units) AS TABLE
SELECT
    unit_id,
    arg_min_null(old_value, place) FILTER (field = 'name') AS name, bool_or(field = 'name') AS has_name,
    arg_min_null(old_value, place) FILTER (field = 'own_id') AS own_id, bool_or(field = 'own_id') AS has_own_id,
    arg_min_null(old_value, place) FILTER (field = 'address') AS address, bool_or(field = 'address') AS has_address,
    arg_min_null(old_value, place) FILTER (field = 'postcode') AS postcode, bool_or(field = 'postcode') AS has_postcode,
    arg_min_null(old_value, place) FILTER (field = 'lon') AS lon, bool_or(field = 'lon') AS has_lon,
    arg_min_null(old_value, place) FILTER (field = 'lat') AS lat, bool_or(field = 'lat') AS has_lat,
    arg_min_null(old_value, place) FILTER (field = 'building_part') AS building_part, bool_or(field = 'building_part') AS has_building_part,
    arg_min_null(old_value, place) FILTER (field = 'floor') AS floor, bool_or(field = 'floor') AS has_floor,
    arg_min_null(old_value, place) FILTER (field = 'area_m2') AS area_m2, bool_or(field = 'area_m2') AS has_area_m2,
    arg_min_null(old_value, place) FILTER (field = 'sales_area_m2') AS sales_area_m2, bool_or(field = 'sales_area_m2') AS has_sales_area_m2,
    arg_min_null(old_value, place) FILTER (field = 'window_m') AS window_m, bool_or(field = 'window_m') AS has_window_m,
    arg_min_null(old_value, place) FILTER (field = 'steps') AS steps, bool_or(field = 'steps') AS has_steps,
    arg_min_null(old_value, place) FILTER (field = 'floor_count') AS floor_count, bool_or(field = 'floor_count') AS has_floor_count,
    arg_min_null(old_value, place) FILTER (field = 'grade') AS grade, bool_or(field = 'grade') AS has_grade,
    arg_min_null(old_value, place) FILTER (field = 'space_kind') AS space_kind, bool_or(field = 'space_kind') AS has_space_kind,
    arg_min_null(old_value, place) FILTER (field = 'building_kinds') AS building_kinds, bool_or(field = 'building_kinds') AS has_building_kinds,
    arg_min_null(old_value, place) FILTER (field = 'current_use') AS current_use, bool_or(field = 'current_use') AS has_current_use,
    arg_min_null(old_value, place) FILTER (field = 'previous_use') AS previous_use, bool_or(field = 'previous_use') AS has_previous_use,
    arg_min_null(old_value, place) FILTER (field = 'reuse_idea') AS reuse_idea, bool_or(field = 'reuse_idea') AS has_reuse_idea,
    arg_min_null(old_value, place) FILTER (field = 'note') AS note, bool_or(field = 'note') AS has_note,
    arg_min_null(old_value, place) FILTER (field = 'vacancy_degree') AS vacancy_degree, bool_or(field = 'vacancy_degree') AS has_vacancy_degree,
    arg_min_null(old_value, place) FILTER (field = 'is_since_about') AS is_since_about, bool_or(field = 'is_since_about') AS has_is_since_about,
    arg_min_null(old_value, place) FILTER (field = 'interim_until') AS interim_until, bool_or(field = 'interim_until') AS has_interim_until,
    arg_min_null(old_value, place) FILTER (field = 'is_sensitive') AS is_sensitive, bool_or(field = 'is_sensitive') AS has_is_sensitive,
    arg_min_null(old_value, place) FILTER (field = 'condition') AS condition, bool_or(field = 'condition') AS has_condition,
    arg_min_null(old_value, place) FILTER (field = 'is_market_active') AS is_market_active, bool_or(field = 'is_market_active') AS has_is_market_active,
    arg_min_null(old_value, place) FILTER (field = 'lease_ended_on') AS lease_ended_on, bool_or(field = 'lease_ended_on') AS has_lease_ended_on,
    arg_min_null(old_value, place) FILTER (field = 'owner_kind') AS owner_kind, bool_or(field = 'owner_kind') AS has_owner_kind,
    arg_min_null(old_value, place) FILTER (field = 'owner_company') AS owner_company, bool_or(field = 'owner_company') AS has_owner_company,
    arg_min_null(old_value, place) FILTER (field = 'rent_eur_m2') AS rent_eur_m2, bool_or(field = 'rent_eur_m2') AS has_rent_eur_m2,
    arg_min_null(old_value, place) FILTER (field = 'handling') AS handling, bool_or(field = 'handling') AS has_handling,
    arg_min_null(old_value, place) FILTER (field = 'handling_detail') AS handling_detail, bool_or(field = 'handling_detail') AS has_handling_detail,
    arg_min_null(old_value, place) FILTER (field = 'follow_up_on') AS follow_up_on, bool_or(field = 'follow_up_on') AS has_follow_up_on,
    arg_min_null(old_value, place) FILTER (field = 'follow_up_note') AS follow_up_note, bool_or(field = 'follow_up_note') AS has_follow_up_note,
    arg_min_null(old_value, place) FILTER (field = 'last_checked_on') AS last_checked_on, bool_or(field = 'last_checked_on') AS has_last_checked_on,
    arg_min_null(old_value, place) FILTER (field = 'check_method') AS check_method, bool_or(field = 'check_method') AS has_check_method,
    arg_min_null(old_value, place) FILTER (field = 'checked_by') AS checked_by, bool_or(field = 'checked_by') AS has_checked_by,
    arg_min_null(old_value, place) FILTER (field = 'place_method') AS place_method, bool_or(field = 'place_method') AS has_place_method,
    arg_min_null(old_value, place) FILTER (field = 'door') AS door, bool_or(field = 'door') AS has_door,
    arg_min_null(old_value, place) FILTER (field = 'size_class') AS size_class, bool_or(field = 'size_class') AS has_size_class,
    arg_min_null(old_value, place) FILTER (field = 'vacancy_kind') AS vacancy_kind, bool_or(field = 'vacancy_kind') AS has_vacancy_kind,
    arg_min_null(old_value, place) FILTER (field = 'vacancy_reason') AS vacancy_reason, bool_or(field = 'vacancy_reason') AS has_vacancy_reason
FROM (
    -- Changes of one day stand in the order in which they were made. Two branches, of which one is always empty and costs
    -- nothing: a join narrows a million changes to a few units sooner than a condition.
    SELECT unit_id, field, old_value, epoch(changed_on)::BIGINT * 1000000000 + change_id AS place
    FROM unit_change
    WHERE changed_on > day AND revision > 1 AND NOT is_personal AND only_units IS NULL
    UNION ALL
    SELECT unit_id, field, old_value, epoch(changed_on)::BIGINT * 1000000000 + change_id
    FROM unit_change
    SEMI JOIN (SELECT unnest(only_units::VARCHAR[]) AS unit_id) AS wanted USING (unit_id)
    WHERE changed_on > day AND revision > 1 AND NOT is_personal AND only_units IS NOT NULL
) AS later
GROUP BY unit_id
