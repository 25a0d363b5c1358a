-- Of staged rows with the same key the first one stays. The others go: as duplicates where they say the same, as
-- rejected (an issue key_repeated that names the first row) where they say something else. So go rows that were rejected
-- before, also by an earlier stage.
-- $keys VARCHAR[]: columns of the key
-- $values VARCHAR[]: columns whose values are compared
-- $stage INTEGER: number of the stage
INSERT INTO repeated
WITH keyed AS (
    SELECT row_number, row(*COLUMNS($keys)) AS row_key, row(*COLUMNS($values)) AS row_value FROM staged
), many AS (
    SELECT row_key, min(row_number) AS first_row, arg_min(row_value, row_number) AS first_value
    FROM (SELECT * FROM keyed WHERE row_key IN (SELECT row_key FROM keyed GROUP BY row_key HAVING count(*) > 1))
    GROUP BY row_key
)
SELECT $stage, keyed.row_number, many.first_row, keyed.row_value IS NOT DISTINCT FROM many.first_value AS is_same
FROM keyed
JOIN many USING (row_key)
WHERE keyed.row_number > many.first_row;
INSERT INTO issue
SELECT row_number, 'fail', 'key_repeated', NULL, min(first_row)::VARCHAR FROM repeated WHERE stage = $stage AND NOT is_same GROUP BY row_number;
DELETE FROM staged
WHERE row_number IN (SELECT row_number FROM repeated WHERE stage = $stage)
    OR row_number IN (SELECT row_number FROM issue WHERE severity = 'fail')
