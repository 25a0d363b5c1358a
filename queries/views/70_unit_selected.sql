-- Table macro: one row per unit that passes the filters, with the columns of unit_today; a filter that is NULL lets everything pass. The city
-- also has the units without a position. With sees_internal the text filter also looks at what is not public, and the
-- four internal filters count. Filters speak of the units as they were on `day`; null is today.
CREATE OR REPLACE MACRO unit_selected_on(
    day, wanted_area, wanted_states, wanted_ages, wanted_checks, size_from, size_to, wanted_floors, most_steps, wanted_grades,
    wanted_uses, wanted_text, sees_internal, wanted_kinds, wanted_reasons, wanted_conditions, wanted_owners
) AS TABLE
FROM unit_at(day, NULL)
WHERE (list_contains(CASE WHEN sees_internal THEN area_ids ELSE public_area_ids END, wanted_area) OR (starts_with(wanted_area, 'city:') AND len(area_ids) = 0))
    AND (wanted_states IS NULL OR list_contains(wanted_states::VARCHAR[], state))
    AND (wanted_ages IS NULL OR list_contains(wanted_ages::VARCHAR[], age_class))
    AND (wanted_checks IS NULL OR list_contains(wanted_checks::VARCHAR[], check_class))
    AND (size_from IS NULL OR size_m2 >= size_from)
    AND (size_to IS NULL OR size_m2 <= size_to)
    AND (wanted_floors IS NULL OR list_contains(
        wanted_floors::VARCHAR[], CASE WHEN floor < 0 THEN 'basement' WHEN floor = 0 THEN 'ground' WHEN floor > 0 THEN 'upper' END
    ))
    AND (most_steps IS NULL OR steps <= most_steps)
    AND (wanted_grades IS NULL OR list_contains(wanted_grades::VARCHAR[], grade))
    AND (wanted_uses IS NULL OR list_contains(wanted_uses::VARCHAR[], previous_use))
    AND (wanted_text IS NULL OR contains(
        lower(CASE
            WHEN sees_internal THEN concat_ws(' ', unit_id, own_id, name, address, postcode, reuse_idea, note, owner_company)
            ELSE concat_ws(' ', unit_id, public_name, public_address, public_postcode, public_reuse_idea, public_note)
        END),
        lower(wanted_text)
    ))
    AND (NOT sees_internal OR (
        (wanted_kinds IS NULL OR list_contains(wanted_kinds::VARCHAR[], vacancy_kind))
        AND (wanted_reasons IS NULL OR list_contains(wanted_reasons::VARCHAR[], vacancy_reason))
        AND (wanted_conditions IS NULL OR list_contains(wanted_conditions::VARCHAR[], condition))
        AND (wanted_owners IS NULL OR list_contains(wanted_owners::VARCHAR[], owner_kind))
    ));

-- Table macro: one row per unit (unit_id) that passes the filters today.
CREATE OR REPLACE MACRO unit_selected(
    wanted_area, wanted_states, wanted_ages, wanted_checks, size_from, size_to, wanted_floors, most_steps, wanted_grades,
    wanted_uses, wanted_text, sees_internal, wanted_kinds, wanted_reasons, wanted_conditions, wanted_owners
) AS TABLE
SELECT unit_id
FROM unit_selected_on(
    NULL, wanted_area, wanted_states, wanted_ages, wanted_checks, size_from, size_to, wanted_floors, most_steps, wanted_grades,
    wanted_uses, wanted_text, sees_internal, wanted_kinds, wanted_reasons, wanted_conditions, wanted_owners
)
