-- One row per unit an owner has or had, with what is noted there about the vacancy and the talks.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT
    unit_owner.unit_id, unit.address, unit_owner.since, unit_owner.until, unit_owner.recorded_on, occupancy.state,
    occupancy.vacancy_reason, unit.handling, unit.handling_detail, unit.follow_up_note
FROM unit_owner
LEFT JOIN unit USING (unit_id)
CROSS JOIN today
LEFT JOIN occupancy
    ON occupancy.unit_id = unit_owner.unit_id
    AND occupancy.begins_on <= today.today AND coalesce(occupancy.ends_on, DATE '9999-12-31') >= today.today
WHERE unit_owner.owner_id = $record_id
ORDER BY unit_owner.unit_id
