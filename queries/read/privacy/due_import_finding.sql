-- One row per import of a list of units whose findings still quote the list. `since`: the day of the import.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT CAST(run_id AS VARCHAR) AS record_id, CAST(run_id AS VARCHAR) AS belongs_to, CAST(max(started_at) AS DATE) AS since
FROM import_run
WHERE source_id = 'leerstand' AND started_at <= CAST(current_date AS TIMESTAMP) - to_months($months)
    AND run_id IN (SELECT run_id FROM import_finding WHERE value IS NOT NULL)
GROUP BY run_id
ORDER BY run_id
