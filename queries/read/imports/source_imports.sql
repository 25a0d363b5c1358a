-- One row per source whose import holds: when it was last loaded, when a file last showed that nothing is newer, and the
-- day that the data speak of, where the person said it.
WITH held AS (
    SELECT source_id, run_id, file_sha256, finished_at, rows_loaded,
        coalesce(options ->> '$.list_date', options ->> '$.valid_from', options ->> '$.reference_date') AS said
    FROM import_run
    WHERE state = 'published'
    QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY run_id DESC) = 1
),

seen AS (
    SELECT source_id, file_sha256, max(finished_at) AS seen_at
    FROM import_run
    WHERE state = 'unchanged'
    GROUP BY source_id, file_sha256
)

SELECT source_id, run_id, held.finished_at AS imported_at,
    greatest(held.finished_at, coalesce(seen.seen_at, held.finished_at)) AS checked_at,
    try_cast(said AS DATE) AS said_date, rows_loaded
FROM held
LEFT JOIN seen USING (source_id, file_sha256)
ORDER BY source_id
