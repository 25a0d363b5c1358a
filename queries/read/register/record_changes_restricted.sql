-- One row per remembered change of a restricted field of a record, for who is in charge of it.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $unit_id VARCHAR: the record
SELECT change_id, old_value, new_value
FROM record_change
WHERE is_restricted AND NOT is_personal AND (kept_id = $unit_id OR unit_id = $unit_id)
    AND ($in_charge IS NULL OR list_has_any(area_ids, $in_charge))
