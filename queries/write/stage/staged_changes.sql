-- One row per staged row that is new or changed, up to a limit: its key, what stood there and what stands now (JSON).
-- $table VARCHAR: table of the statistics
-- $keys VARCHAR[]: columns of the key
-- $values VARCHAR[]: columns whose values are compared
-- $stage INTEGER: number of the stage
-- $limit INTEGER: at most so many
WITH file_row AS (
    SELECT DISTINCT row_number
    FROM compared
    WHERE stage = $stage AND state <> 'unchanged'
    ORDER BY row_number
    LIMIT $limit
), listed AS (
    SELECT row_number, row(*COLUMNS($keys)) AS row_key, struct_pack(*COLUMNS($keys)) AS named_key,
        struct_pack(*COLUMNS($values)) AS named_value
    FROM (SELECT * FROM staged WHERE row_number IN (SELECT row_number FROM file_row))
), present AS (
    SELECT row(*COLUMNS($keys)) AS row_key, struct_pack(*COLUMNS($values)) AS named_value
    FROM query_table($table)
    WHERE origin <> 'made'
)
SELECT listed.row_number, CASE WHEN present.row_key IS NULL THEN 'new' ELSE 'changed' END AS state,
    to_json(listed.named_key)::VARCHAR AS key, to_json(present.named_value)::VARCHAR AS old,
    to_json(listed.named_value)::VARCHAR AS new
FROM listed
LEFT JOIN present USING (row_key)
WHERE present.row_key IS NULL OR present.named_value IS DISTINCT FROM listed.named_value
ORDER BY state, listed.row_number
LIMIT $limit
