-- One row per imported list of units, by its hash; the untouched file lies in the archive. `since`: the day of its last import.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT file_sha256 AS record_id, CAST(max(run_id) AS VARCHAR) AS belongs_to, CAST(max(started_at) AS DATE) AS since
FROM import_run
WHERE source_id = 'leerstand'
GROUP BY file_sha256
HAVING max(started_at) <= CAST(current_date AS TIMESTAMP) - to_months($months)
ORDER BY file_sha256
