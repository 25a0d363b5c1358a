-- Table macro: one row per unit of the stock or just demolished on a day, with the columns of unit_today. The state and
-- what follows from it come from occupancy, as in the series of the rate; the other fields are those recorded at the end
-- of that day. The areas are today's, as in the series; so are revision, origin and number. A unit is sensitive here that
-- is so today or was then. In public, free text shows only where it still stands: what was withdrawn stays withdrawn. Of
-- a check that was made later nothing was known on that day. `only_units`: these units alone; null for all.
CREATE OR REPLACE MACRO unit_on(day, only_units) AS TABLE
SELECT
    * EXCLUDE (exact_lon_today, note_today, reuse_idea_today, state_since, vacant_since, vacancy_kind, vacancy_reason, state, is_vacant, is_stock, is_watched),
    state,
    state_since,
    vacant_since,
    vacancy_kind,
    vacancy_reason,
    is_vacant,
    is_stock,
    is_watched,
    coalesce(sales_area_m2, area_m2) AS size_m2,
    date_diff('day', vacant_since, day) AS days_vacant,
    vacancy_age(vacant_since, day) AS age_class,
    check_age(last_checked_on, day) AS check_class,
    coalesce(last_checked_on < day - trust_lasts(), true) AS is_stale,
    CASE WHEN NOT is_sensitive THEN name END AS public_name,
    CASE WHEN NOT is_sensitive THEN address END AS public_address,
    CASE WHEN NOT is_sensitive THEN postcode END AS public_postcode,
    CASE WHEN NOT is_sensitive AND reuse_idea = reuse_idea_today THEN reuse_idea END AS public_reuse_idea,
    CASE WHEN NOT is_sensitive AND note = note_today THEN note END AS public_note,
    CASE WHEN NOT is_sensitive THEN lon WHEN public_lon IS DISTINCT FROM exact_lon_today THEN public_lon END AS shown_lon,
    CASE WHEN NOT is_sensitive THEN lat WHEN public_lon IS DISTINCT FROM exact_lon_today THEN public_lat END AS shown_lat,
    public_areas(area_ids, is_sensitive) AS public_area_ids,
    list_filter(area_ids, area_id -> starts_with(area_id, 'stat:'))[1] AS stat_id
FROM (
    SELECT
        unit.* REPLACE (
            CASE WHEN memory.has_name THEN memory.name ELSE unit.name END AS name,
            CASE WHEN memory.has_own_id THEN memory.own_id ELSE unit.own_id END AS own_id,
            CASE WHEN memory.has_address THEN memory.address ELSE unit.address END AS address,
            CASE WHEN memory.has_postcode THEN memory.postcode ELSE unit.postcode END AS postcode,
            CASE WHEN memory.has_lon THEN TRY_CAST(memory.lon AS DOUBLE) ELSE unit.lon END AS lon,
            CASE WHEN memory.has_lat THEN TRY_CAST(memory.lat AS DOUBLE) ELSE unit.lat END AS lat,
            CASE WHEN memory.has_building_part THEN memory.building_part ELSE unit.building_part END AS building_part,
            CASE WHEN memory.has_floor THEN TRY_CAST(memory.floor AS TINYINT) ELSE unit.floor END AS floor,
            CASE WHEN memory.has_area_m2 THEN TRY_CAST(memory.area_m2 AS DOUBLE) ELSE unit.area_m2 END AS area_m2,
            CASE WHEN memory.has_sales_area_m2 THEN TRY_CAST(memory.sales_area_m2 AS DOUBLE) ELSE unit.sales_area_m2 END AS sales_area_m2,
            CASE WHEN memory.has_window_m THEN TRY_CAST(memory.window_m AS DOUBLE) ELSE unit.window_m END AS window_m,
            CASE WHEN memory.has_steps THEN TRY_CAST(memory.steps AS TINYINT) ELSE unit.steps END AS steps,
            CASE WHEN memory.has_floor_count THEN TRY_CAST(memory.floor_count AS INTEGER) ELSE unit.floor_count END AS floor_count,
            CASE WHEN memory.has_grade THEN memory.grade ELSE unit.grade END AS grade,
            CASE WHEN memory.has_space_kind THEN memory.space_kind ELSE unit.space_kind END AS space_kind,
            CASE WHEN memory.has_building_kinds THEN memory.building_kinds ELSE unit.building_kinds END AS building_kinds,
            CASE WHEN memory.has_current_use THEN memory.current_use ELSE unit.current_use END AS current_use,
            CASE WHEN memory.has_previous_use THEN memory.previous_use ELSE unit.previous_use END AS previous_use,
            CASE WHEN memory.has_reuse_idea THEN memory.reuse_idea ELSE unit.reuse_idea END AS reuse_idea,
            CASE WHEN memory.has_note THEN memory.note ELSE unit.note END AS note,
            CASE WHEN memory.has_vacancy_degree THEN memory.vacancy_degree ELSE unit.vacancy_degree END AS vacancy_degree,
            CASE WHEN memory.has_is_since_about THEN TRY_CAST(memory.is_since_about AS BOOLEAN) ELSE unit.is_since_about END AS is_since_about,
            CASE WHEN memory.has_interim_until THEN TRY_CAST(memory.interim_until AS DATE) ELSE unit.interim_until END AS interim_until,
            CASE WHEN memory.has_condition THEN memory.condition ELSE unit.condition END AS condition,
            CASE WHEN memory.has_is_market_active THEN TRY_CAST(memory.is_market_active AS BOOLEAN) ELSE unit.is_market_active END AS is_market_active,
            CASE WHEN memory.has_lease_ended_on THEN TRY_CAST(memory.lease_ended_on AS DATE) ELSE unit.lease_ended_on END AS lease_ended_on,
            CASE WHEN memory.has_owner_kind THEN memory.owner_kind ELSE unit.owner_kind END AS owner_kind,
            CASE WHEN memory.has_owner_company THEN memory.owner_company ELSE unit.owner_company END AS owner_company,
            CASE WHEN memory.has_rent_eur_m2 THEN TRY_CAST(memory.rent_eur_m2 AS DOUBLE) ELSE unit.rent_eur_m2 END AS rent_eur_m2,
            CASE WHEN memory.has_handling THEN memory.handling ELSE unit.handling END AS handling,
            CASE WHEN memory.has_handling_detail THEN memory.handling_detail ELSE unit.handling_detail END AS handling_detail,
            CASE WHEN memory.has_follow_up_on THEN TRY_CAST(memory.follow_up_on AS DATE) ELSE unit.follow_up_on END AS follow_up_on,
            CASE WHEN memory.has_follow_up_note THEN memory.follow_up_note ELSE unit.follow_up_note END AS follow_up_note,
            CASE WHEN memory.has_check_method THEN memory.check_method WHEN memory.has_last_checked_on OR unit.last_checked_on <= day THEN unit.check_method END AS check_method,
            CASE WHEN memory.has_checked_by THEN memory.checked_by WHEN memory.has_last_checked_on OR unit.last_checked_on <= day THEN unit.checked_by END AS checked_by,
            CASE WHEN memory.has_size_class THEN memory.size_class ELSE unit.size_class END AS size_class,
            CASE WHEN memory.has_door THEN memory.door ELSE unit.door END AS door,
            CASE WHEN memory.has_place_method THEN memory.place_method ELSE unit.place_method END AS place_method,
            unit.is_sensitive OR coalesce(TRY_CAST(memory.is_sensitive AS BOOLEAN), false) AS is_sensitive,
            CASE WHEN memory.has_last_checked_on THEN TRY_CAST(memory.last_checked_on AS DATE) WHEN unit.last_checked_on <= day THEN unit.last_checked_on END AS last_checked_on
        ),
        unit.lon AS exact_lon_today,
        unit.note AS note_today,
        unit.reuse_idea AS reuse_idea_today,
        occupancy.state,
        occupancy.begins_on AS state_since,
        occupancy.vacant_since,
        -- Kind and reason may be edited while the vacancy goes on.
        CASE WHEN memory.has_vacancy_kind AND occupancy.vacant_since IS NOT NULL THEN memory.vacancy_kind ELSE occupancy.vacancy_kind END AS vacancy_kind,
        CASE WHEN memory.has_vacancy_reason AND occupancy.vacant_since IS NOT NULL THEN memory.vacancy_reason ELSE occupancy.vacancy_reason END AS vacancy_reason,
        state.is_vacant,
        state.is_stock,
        state.is_watched
    FROM (
        -- As in unit_memory: one of the branches is always empty.
        SELECT * FROM unit WHERE only_units IS NULL
        UNION ALL
        SELECT *
        FROM unit
        SEMI JOIN (SELECT unnest(only_units::VARCHAR[]) AS unit_id) AS wanted USING (unit_id)
        WHERE only_units IS NOT NULL
    ) AS unit
    JOIN occupancy USING (unit_id)
    JOIN vacancy_state AS state USING (state)
    LEFT JOIN unit_memory(day, only_units) AS memory USING (unit_id)
    WHERE occupancy.begins_on <= day AND coalesce(occupancy.ends_on, DATE '9999-12-31') >= day
) AS recorded
