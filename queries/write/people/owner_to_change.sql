-- One row: the owner with every area of the units it has or had, and those units.
-- $owner_id VARCHAR: the owner
SELECT owner.*,
    coalesce(list_distinct(flatten(list(unit.area_ids) FILTER (unit.unit_id IS NOT NULL))), []) AS area_ids,
    coalesce(list(DISTINCT unit.unit_id) FILTER (unit.unit_id IS NOT NULL), []) AS unit_ids
FROM owner
LEFT JOIN unit_owner USING (owner_id)
LEFT JOIN unit USING (unit_id)
WHERE owner.owner_id = $owner_id
GROUP BY ALL
