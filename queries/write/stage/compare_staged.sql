-- Says of every staged row whether it is new, changed or unchanged against the real (not made) rows of a table.
-- $table VARCHAR: table of the statistics
-- $keys VARCHAR[]: columns of the key
-- $values VARCHAR[]: columns whose values are compared
-- $stage INTEGER: number of the stage
INSERT INTO compared
WITH present AS (
    SELECT row(*COLUMNS($keys)) AS row_key, row(*COLUMNS($values)) AS row_value
    FROM query_table($table)
    WHERE origin <> 'made'
), listed AS (
    SELECT row_number, row(*COLUMNS($keys)) AS row_key, row(*COLUMNS($values)) AS row_value FROM staged
)
SELECT $stage, listed.row_number,
    CASE
        WHEN present.row_key IS NULL THEN 'new'
        WHEN present.row_value IS DISTINCT FROM listed.row_value THEN 'changed'
        ELSE 'unchanged'
    END AS state
FROM listed
LEFT JOIN present USING (row_key)
