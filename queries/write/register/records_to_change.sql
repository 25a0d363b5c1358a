-- One row per named unit: its record, the register's day, and the last day of its last episode where it has no present one.
-- $unit_ids VARCHAR[]: numbers of units
SELECT
    unit_record.*,
    today.today,
    CASE WHEN state IS NULL THEN (
        SELECT max(coalesce(ends_on, begins_on)) FROM occupancy WHERE occupancy.unit_id = unit_record.unit_id
    ) END AS last_ended_on
FROM unit_record
CROSS JOIN today
WHERE unit_record.unit_id IN (SELECT unnest($unit_ids))
