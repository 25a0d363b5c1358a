-- Gives the present episode of the units in `frame` (unit_id, begins_on, state, vacant_since, vacancy_kind,
-- vacancy_reason) other values.
UPDATE occupancy
SET
    state = frame.state,
    vacant_since = frame.vacant_since,
    vacancy_kind = frame.vacancy_kind,
    vacancy_reason = frame.vacancy_reason
FROM frame
WHERE occupancy.unit_id = frame.unit_id AND occupancy.begins_on = frame.begins_on
