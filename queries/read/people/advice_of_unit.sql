-- One row per advice given on a unit, the newest first.
-- right: read_restricted
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
-- $unit_id VARCHAR: the record
SELECT given_on, kind, advice.note
FROM advice
JOIN unit USING (unit_id)
WHERE unit_id = $unit_id AND ($in_charge IS NULL OR list_has_any(unit.area_ids, $in_charge))
ORDER BY given_on DESC, advice_id DESC
