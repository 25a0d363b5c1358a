-- One row per named unit: its record as of unit_record, the register's day, and the last day of its last episode where it
-- has no present one. Written out so that few rows are found first: every save waits for it.
-- $unit_ids VARCHAR[]: numbers of units
WITH named AS MATERIALIZED (
    SELECT * FROM unit WHERE unit_id IN (SELECT unnest($unit_ids))
), latest AS MATERIALIZED (
    SELECT unit_id, max_by(occupancy, begins_on) AS episode
    FROM occupancy
    WHERE unit_id IN (SELECT unnest($unit_ids))
    GROUP BY unit_id
)
SELECT
    named.*,
    today.today,
    CASE WHEN is_present THEN episode.state END AS state,
    CASE WHEN is_present THEN episode.begins_on END AS state_since,
    CASE WHEN is_present THEN episode.vacant_since END AS vacant_since,
    CASE WHEN is_present THEN episode.vacancy_kind END AS vacancy_kind,
    CASE WHEN is_present THEN episode.vacancy_reason END AS vacancy_reason,
    CASE WHEN NOT is_present THEN episode.ends_on END AS last_ended_on
FROM named
CROSS JOIN today
LEFT JOIN (
    SELECT latest.*, coalesce(episode.ends_on, DATE '9999-12-31') >= today.today AS is_present
    FROM latest CROSS JOIN today
) AS latest USING (unit_id)
