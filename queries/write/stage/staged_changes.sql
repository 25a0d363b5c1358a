-- One row per staged row that is new or changed, up to a limit: its key, what stood there and what stands now (JSON).
-- $table VARCHAR: table of the statistics
-- $keys VARCHAR[]: columns of the key
-- $values VARCHAR[]: columns whose values are compared
-- $stage INTEGER: number of the stage
-- $limit INTEGER: at most so many
WITH listed_first AS (
    SELECT row_number, state FROM compared WHERE stage = $stage AND state <> 'unchanged' ORDER BY state, row_number LIMIT $limit
), listed AS (
    SELECT row_number, row(*COLUMNS($keys)) AS row_key, struct_pack(*COLUMNS($keys)) AS named_key,
        struct_pack(*COLUMNS($values)) AS named_value
    FROM (SELECT * FROM staged WHERE row_number IN (SELECT row_number FROM listed_first))
), present AS (
    SELECT row(*COLUMNS($keys)) AS row_key, struct_pack(*COLUMNS($values)) AS named_value
    FROM query_table($table)
    WHERE origin <> 'made'
)
SELECT listed_first.row_number, listed_first.state, to_json(listed.named_key)::VARCHAR AS key,
    to_json(present.named_value)::VARCHAR AS old, to_json(listed.named_value)::VARCHAR AS new
FROM listed_first
JOIN listed USING (row_number)
LEFT JOIN present USING (row_key)
ORDER BY listed_first.state, listed_first.row_number
