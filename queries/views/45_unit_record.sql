-- One row per unit of the register, also those that left the stock: its description and the present episode (nulls where
-- it has none), as somebody edits it.
CREATE OR REPLACE VIEW unit_record AS
SELECT
    unit.*,
    occupancy.state,
    occupancy.begins_on AS state_since,
    occupancy.vacant_since,
    occupancy.vacancy_kind,
    occupancy.vacancy_reason
FROM unit
CROSS JOIN today
LEFT JOIN occupancy
    ON occupancy.unit_id = unit.unit_id
    AND occupancy.begins_on <= today.today AND coalesce(occupancy.ends_on, DATE '9999-12-31') >= today.today
