-- One row per person or contact of an owner that nobody needs any more: the cases of all units are over, or the owner has
-- none left. `since`: the day from which that is so.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
WITH link AS (
    SELECT
        unit_owner.owner_id,
        list_contains(coalesce(unit.area_ids, []), $area_id) AS is_in_area,
        CASE
            WHEN unit_owner.until < today.today THEN least(unit_owner.until + 1, coalesce(case_end.ended_on, unit_owner.until + 1))
            ELSE case_end.ended_on
        END AS ended_on
    FROM unit_owner
    CROSS JOIN today
    LEFT JOIN unit USING (unit_id)
    LEFT JOIN case_end USING (unit_id)
), owned AS (
    SELECT
        owner_id,
        bool_and(ended_on IS NOT NULL) AS is_over,
        max(ended_on) AS ended_on,
        bool_or(is_in_area) AND bool_and(is_in_area OR ended_on IS NOT NULL) AS is_lifted
    FROM link
    GROUP BY owner_id
)
SELECT
    CAST(person.person_id AS VARCHAR) AS record_id,
    person.owner_id AS belongs_to,
    greatest(person.recorded_on, coalesce(owned.ended_on, person.recorded_on)) AS since
FROM owner_person AS person
CROSS JOIN today
LEFT JOIN owned USING (owner_id)
WHERE CASE
    WHEN $area_id IS NULL
    THEN coalesce(owned.is_over, true)
        AND greatest(person.recorded_on, coalesce(owned.ended_on, person.recorded_on)) <= today.today - to_months($months)
    ELSE coalesce(owned.is_lifted, false)
END
ORDER BY person.person_id
