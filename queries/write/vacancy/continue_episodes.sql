-- Joins the last earlier episode of each unit to the list in `frame` (unit_id, state, vacant_since, vacancy_kind,
-- vacancy_reason): it goes on where the state is the same and no new vacancy began, else it ends the day before.
-- $list_date DATE: day of the list
UPDATE occupancy
SET
    ends_on = CASE WHEN joined.goes_on THEN NULL ELSE $list_date - 1 END,
    vacant_since = CASE WHEN joined.goes_on THEN coalesce(joined.vacant_since, occupancy.vacant_since) ELSE occupancy.vacant_since END,
    vacancy_kind = CASE WHEN joined.goes_on THEN joined.vacancy_kind ELSE occupancy.vacancy_kind END,
    vacancy_reason = CASE WHEN joined.goes_on THEN joined.vacancy_reason ELSE occupancy.vacancy_reason END
FROM (
    SELECT last.unit_id, last.begins_on, frame.vacant_since, frame.vacancy_kind, frame.vacancy_reason,
        frame.state = last.state AND coalesce(frame.vacant_since <= last.begins_on, true) AS goes_on
    FROM (SELECT * FROM occupancy QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY begins_on DESC) = 1) AS last
    JOIN frame USING (unit_id)
) AS joined
WHERE occupancy.unit_id = joined.unit_id AND occupancy.begins_on = joined.begins_on
