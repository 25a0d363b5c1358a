-- Writes into the memory what a list changes in units it knows. `frame`: every listed unit as it will be, with its
-- episode. Comes before the units are replaced; made units have no memory of lists.
-- $run_id INTEGER: number of the import
-- $role VARCHAR: role that imports
-- $account_id VARCHAR?: account that imports
-- $actor_name VARCHAR?: its name
-- $changed_at TIMESTAMP: when (UTC)
INSERT INTO unit_change BY NAME
WITH known AS (
    SELECT unit_id, revision FROM unit WHERE origin <> 'made' AND unit_id IN (SELECT unit_id FROM frame)
), now_rows AS (
    SELECT unit_id, name, own_id, address, postcode, lon, lat, building_part, floor, area_m2, sales_area_m2, window_m, steps,
        grade, current_use, previous_use, reuse_idea, condition, owner_kind, owner_company, rent_eur_m2, is_sensitive,
        last_checked_on, check_method, note, state, vacant_since, vacancy_kind, vacancy_reason
    FROM unit_record SEMI JOIN known USING (unit_id)
), next_rows AS (
    SELECT unit_id, name::VARCHAR AS name, own_id::VARCHAR AS own_id, address, postcode::VARCHAR AS postcode, lon::DOUBLE AS lon,
        lat::DOUBLE AS lat, building_part::VARCHAR AS building_part, floor::TINYINT AS floor, area_m2::DOUBLE AS area_m2,
        sales_area_m2::DOUBLE AS sales_area_m2, window_m::DOUBLE AS window_m, steps::TINYINT AS steps, grade::VARCHAR AS grade,
        current_use::VARCHAR AS current_use, previous_use::VARCHAR AS previous_use, reuse_idea::VARCHAR AS reuse_idea,
        condition::VARCHAR AS condition, owner_kind::VARCHAR AS owner_kind, owner_company::VARCHAR AS owner_company,
        rent_eur_m2::DOUBLE AS rent_eur_m2, is_sensitive::BOOLEAN AS is_sensitive, last_checked_on::DATE AS last_checked_on,
        check_method::VARCHAR AS check_method, note::VARCHAR AS note, state, vacant_since::DATE AS vacant_since,
        vacancy_kind::VARCHAR AS vacancy_kind, vacancy_reason::VARCHAR AS vacancy_reason
    FROM frame SEMI JOIN known USING (unit_id)
), touched AS (
    SELECT unit_id FROM (SELECT * FROM next_rows EXCEPT SELECT * FROM now_rows)
), old_values AS (
    SELECT unit_id, field, old_value
    FROM (SELECT unit_id, COLUMNS(* EXCLUDE (unit_id))::VARCHAR FROM now_rows SEMI JOIN touched USING (unit_id))
    UNPIVOT INCLUDE NULLS (old_value FOR field IN (
        name, own_id, address, postcode, lon, lat, building_part, floor, area_m2, sales_area_m2, window_m, steps,
        grade, current_use, previous_use, reuse_idea, condition, owner_kind, owner_company, rent_eur_m2, is_sensitive,
        last_checked_on, check_method, note, state, vacant_since, vacancy_kind, vacancy_reason
    ))
), new_values AS (
    SELECT unit_id, field, new_value
    FROM (SELECT unit_id, COLUMNS(* EXCLUDE (unit_id))::VARCHAR FROM next_rows SEMI JOIN touched USING (unit_id))
    UNPIVOT INCLUDE NULLS (new_value FOR field IN (
        name, own_id, address, postcode, lon, lat, building_part, floor, area_m2, sales_area_m2, window_m, steps,
        grade, current_use, previous_use, reuse_idea, condition, owner_kind, owner_company, rent_eur_m2, is_sensitive,
        last_checked_on, check_method, note, state, vacant_since, vacancy_kind, vacancy_reason
    ))
), step AS (
    SELECT nextval('unit_change_set_number') AS change_set
)
SELECT
    step.change_set,
    known.unit_id,
    known.revision + 1 AS revision,
    field,
    old_value,
    new_value,
    false AS is_personal,
    'imported' AS action,
    $changed_at AS changed_at,
    today.today AS changed_on,
    $account_id AS account_id,
    $actor_name AS actor_name,
    $role AS role,
    $run_id AS run_id
FROM new_values
JOIN old_values USING (unit_id, field)
JOIN known USING (unit_id)
CROSS JOIN step
CROSS JOIN today
WHERE new_value IS DISTINCT FROM old_value
