-- One row per unit and day of register_quarter on which the unit belonged to the stock.
CREATE OR REPLACE VIEW unit_at_quarter AS
SELECT quarter.day::DATE AS day, occupancy.unit_id, occupancy.state, state.is_vacant, occupancy.vacant_since
FROM register_quarter AS quarter
JOIN occupancy ON occupancy.begins_on <= quarter.day AND coalesce(occupancy.ends_on, DATE '9999-12-31') >= quarter.day
JOIN vacancy_state AS state ON state.state = occupancy.state
WHERE state.is_stock
