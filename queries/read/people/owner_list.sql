-- One row per owner of a unit in the areas in charge (for the whole city also owners without a unit), those whose next step
-- is due first come first; with how many units, the last talk and the next step. `found` and `due` count all rows that
-- match, of which a page is returned. Personal values are only searched, never given out.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $area_id VARCHAR?: owners of units in this area only
-- $text VARCHAR?: part of a name, an address or a number
-- $only_due BOOLEAN?: only those whose next step is due
-- $first INTEGER?: how many rows to pass over
-- $limit INTEGER: how many rows to return
WITH linked AS (
    SELECT unit_owner.owner_id, unit.unit_id, unit.address
    FROM unit_owner
    JOIN unit USING (unit_id)
    CROSS JOIN today
    WHERE coalesce(unit_owner.until, DATE '9999-12-31') >= today.today
        AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
        AND ($area_id IS NULL OR list_contains(unit.area_ids, $area_id))
), mine AS (
    SELECT owner_id, count(*) AS units FROM linked GROUP BY owner_id
    UNION ALL
    SELECT owner_id, 0 FROM owner
    WHERE $in_charge IS NULL AND $area_id IS NULL AND owner_id NOT IN (SELECT owner_id FROM linked)
), matching AS (
    SELECT owner_id FROM owner
    WHERE $text IS NULL OR contains(lower(concat_ws(' ', owner_id, legal_name)), lower($text))
    UNION
    SELECT owner_id FROM owner_person
    WHERE $text IS NOT NULL AND contains(lower(concat_ws(' ', name, address, place)), lower($text))
    UNION
    SELECT owner_id FROM linked
    WHERE $text IS NOT NULL AND contains(lower(concat_ws(' ', unit_id, address)), lower($text))
), talks AS (
    SELECT conversation.owner_id, max(held_on) AS last_on, min(next_on) FILTER (NOT is_done) AS next_on
    FROM conversation
    SEMI JOIN linked USING (owner_id, unit_id)
    GROUP BY conversation.owner_id
), listed AS (
    SELECT
        owner.owner_id, owner.kind, owner.legal_name, owner.is_public_name, mine.units, talks.last_on, talks.next_on,
        coalesce(talks.next_on <= today.today, false) AS is_due,
        count(*) OVER () AS found,
        count(*) FILTER (talks.next_on <= today.today) OVER () AS due
    FROM owner
    JOIN mine USING (owner_id)
    SEMI JOIN matching USING (owner_id)
    LEFT JOIN talks USING (owner_id)
    CROSS JOIN today
), page AS (
    SELECT *, row_number() OVER (ORDER BY next_on NULLS LAST, legal_name NULLS LAST, owner_id) AS place
    FROM listed
    WHERE NOT coalesce($only_due, false) OR is_due
    QUALIFY place > coalesce($first, 0) AND place <= coalesce($first, 0) + $limit
)
SELECT
    page.* EXCLUDE (place),
    (SELECT list(unit_id ORDER BY address, unit_id) FROM linked WHERE linked.owner_id = page.owner_id) AS unit_ids,
    (SELECT list(address ORDER BY address, unit_id) FROM linked WHERE linked.owner_id = page.owner_id) AS addresses,
    EXISTS (
        SELECT 1 FROM owner_person AS person
        WHERE person.owner_id = page.owner_id AND (person.phone IS NOT NULL OR person.email IS NOT NULL)
    ) AS has_contact,
    EXISTS (
        SELECT 1 FROM owner_person AS person WHERE person.owner_id = page.owner_id AND person.address IS NOT NULL
    ) AS has_address
FROM page
ORDER BY page.place
