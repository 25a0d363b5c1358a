-- One row: made and real rows of a table.
-- $table VARCHAR: table of the statistics
SELECT count(*) FILTER (origin = 'made') AS made, count(*) FILTER (origin <> 'made') AS real
FROM query_table($table)
