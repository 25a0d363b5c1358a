-- Begins an episode on the day of the list for every unit of `frame` (unit_id, state, vacant_since, vacancy_kind,
-- vacancy_reason) whose earlier episode does not go on. A vacancy that only changed its state keeps its first day.
-- $list_date DATE: day of the list
INSERT INTO occupancy BY NAME
SELECT
    frame.unit_id,
    $list_date AS begins_on,
    frame.state,
    CASE
        WHEN frame.state IN ('reported', 'verified', 'in_talks', 'reuse_agreed', 'permit')
        THEN coalesce(frame.vacant_since, before.vacant_since)
    END AS vacant_since,
    frame.vacancy_kind,
    frame.vacancy_reason
FROM frame
LEFT JOIN occupancy AS before ON before.unit_id = frame.unit_id AND before.ends_on = $list_date - 1
WHERE NOT EXISTS (SELECT 1 FROM occupancy WHERE occupancy.unit_id = frame.unit_id AND occupancy.ends_on IS NULL)
