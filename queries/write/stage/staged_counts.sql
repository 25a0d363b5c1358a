-- One row: how many rows of the file are new, changed, unchanged or repeated (the strongest of what their staged rows are).
WITH each AS (
    SELECT row_number, bool_or(state = 'new') AS is_new, bool_or(state = 'changed') AS is_changed
    FROM compared
    GROUP BY row_number
)
SELECT
    count(*) FILTER (is_new) AS new,
    count(*) FILTER (is_changed AND NOT is_new) AS changed,
    count(*) FILTER (NOT is_changed AND NOT is_new) AS unchanged,
    (SELECT count(DISTINCT row_number) FROM repeated
        WHERE row_number NOT IN (SELECT row_number FROM compared)
            AND row_number NOT IN (SELECT row_number FROM issue WHERE severity = 'fail')) AS duplicate,
    (SELECT count(*) FROM compared WHERE state = 'new') AS staged_new
FROM each
