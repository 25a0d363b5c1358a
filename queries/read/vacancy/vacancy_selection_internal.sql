-- One row per unit that passes the filters, with the exact points, and with filters on what is internal.
-- right: read_internal
-- $area_id VARCHAR: units inside this area
-- $states VARCHAR[]?: states of vacancy_state, null for all
-- $ages VARCHAR[]?: classes of unit_today.age_class
-- $checks VARCHAR[]?: classes of unit_today.check_class
-- $size_from DOUBLE?: smallest Verkaufsfläche (where unknown: total area) in m²
-- $size_to DOUBLE?: largest one
-- $floors VARCHAR[]?: basement, ground, upper
-- $most_steps INTEGER?: most steps at the door; 0 is step-free
-- $grades VARCHAR[]?: location grades A, B, C
-- $uses VARCHAR[]?: previous uses
-- $text VARCHAR?: part of a number, name, address, owner's name, idea or remark
-- $kinds VARCHAR[]?: kinds of vacancy
-- $reasons VARCHAR[]?: reasons of vacancy
-- $conditions VARCHAR[]?: conditions of the unit
-- $owners VARCHAR[]?: kinds of owner
-- $in_areas VARCHAR[]?: units inside one of these areas, and those that lie in none
-- $due_by DATE?: units to be looked at again on this day or before
-- $sort VARCHAR: empty_since (longest first), size (largest first), checked (oldest first), address
-- $day DATE?: as the register was on this day, null for today
SELECT
    unit.unit_id, unit.lon, unit.lat, unit.state, unit.age_class, unit.is_vacant, unit.is_stale,
    unit.vacant_since, unit.size_m2, unit.address
FROM unit_selected_on(
    $day, $area_id, $states, $ages, $checks, $size_from, $size_to, $floors, $most_steps, $grades, $uses, $text,
    true, $kinds, $reasons, $conditions, $owners
) AS unit
WHERE ($in_areas IS NULL OR list_has_any(unit.area_ids, $in_areas) OR len(unit.area_ids) = 0)
    AND ($due_by IS NULL OR unit.follow_up_on <= $due_by)
ORDER BY
    CASE WHEN $sort = 'empty_since' THEN unit.vacant_since END NULLS LAST,
    CASE WHEN $sort = 'size' THEN unit.size_m2 END DESC NULLS LAST,
    CASE WHEN $sort = 'checked' THEN unit.last_checked_on END NULLS FIRST,
    unit.address COLLATE de NULLS LAST, unit.unit_id
