-- One row per owner of a unit in the areas in charge (for the whole city also owners without a unit), with how many
-- units, the last talk and the next step that is due first. Personal values are only searched, never given out.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $area_id VARCHAR?: owners of units in this area only
-- $text VARCHAR?: part of a name, an address or a number
WITH linked AS (
    SELECT unit_owner.owner_id, unit.unit_id, unit.address, unit.area_ids
    FROM unit_owner
    JOIN unit USING (unit_id)
    CROSS JOIN today
    WHERE coalesce(unit_owner.until, DATE '9999-12-31') >= today.today
        AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
        AND ($area_id IS NULL OR list_contains(unit.area_ids, $area_id))
), units AS (
    SELECT owner_id, count(*) AS units, list(unit_id ORDER BY address COLLATE de, unit_id) AS unit_ids,
        list(address ORDER BY address COLLATE de, unit_id) AS addresses
    FROM linked
    GROUP BY owner_id
), talks AS (
    SELECT conversation.owner_id, max(held_on) AS last_on, min(next_on) FILTER (NOT is_done) AS next_on
    FROM conversation
    JOIN linked USING (owner_id, unit_id)
    GROUP BY conversation.owner_id
), reachable AS (
    SELECT owner_id, bool_or(phone IS NOT NULL OR email IS NOT NULL) AS has_contact, bool_or(address IS NOT NULL) AS has_address,
        string_agg(concat_ws(' ', name, address, place), ' ') AS words
    FROM owner_person
    GROUP BY owner_id
)
SELECT
    owner.owner_id, owner.kind, owner.legal_name, owner.is_public_name, coalesce(units.units, 0) AS units, units.unit_ids,
    units.addresses, talks.last_on, talks.next_on, coalesce(talks.next_on <= today.today, false) AS is_due,
    coalesce(reachable.has_contact, false) AS has_contact, coalesce(reachable.has_address, false) AS has_address
FROM owner
CROSS JOIN today
LEFT JOIN units USING (owner_id)
LEFT JOIN talks USING (owner_id)
LEFT JOIN reachable USING (owner_id)
WHERE (units.units IS NOT NULL OR ($in_charge IS NULL AND $area_id IS NULL))
    AND ($text IS NULL OR contains(
        lower(concat_ws(' ', owner.owner_id, owner.legal_name, reachable.words, array_to_string(units.addresses, ' '), array_to_string(units.unit_ids, ' '))),
        lower($text)
    ))
ORDER BY talks.next_on NULLS LAST, owner.legal_name COLLATE de NULLS LAST, owner.owner_id
