-- One row per present owner of a unit whose name the public may read: legal persons and public bodies that were released;
-- none of a sensitive record.
-- $unit_id VARCHAR: the record
SELECT owner.legal_name
FROM unit_owner
JOIN owner USING (owner_id)
JOIN unit_today AS unit USING (unit_id)
CROSS JOIN today
WHERE unit_owner.unit_id = $unit_id AND owner.is_public_name AND owner.kind NOT IN ('natural', 'community')
    AND owner.legal_name IS NOT NULL AND NOT unit.is_sensitive
    AND coalesce(unit_owner.until, DATE '9999-12-31') >= today.today
ORDER BY owner.legal_name COLLATE de
