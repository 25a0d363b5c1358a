-- One row per owner with a unit in an area whose data stay although it is lifted: there is a unit elsewhere whose case goes
-- on.
-- right: manage_privacy
-- $area_id VARCHAR: the area
SELECT DISTINCT unit_owner.owner_id
FROM unit_owner
JOIN unit USING (unit_id)
JOIN owner_person USING (owner_id)
WHERE list_contains(unit.area_ids, $area_id) AND owner_id IN (
    SELECT other.owner_id
    FROM unit_owner AS other
    JOIN unit AS elsewhere USING (unit_id)
    CROSS JOIN today
    LEFT JOIN case_end USING (unit_id)
    WHERE NOT list_contains(elsewhere.area_ids, $area_id) AND case_end.ended_on IS NULL
        AND coalesce(other.until, DATE '9999-12-31') >= today.today
)
ORDER BY unit_owner.owner_id
