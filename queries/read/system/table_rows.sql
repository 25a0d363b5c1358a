-- One row per table of both databases: how many rows it holds and what it is.
SELECT
    CASE database_name WHEN 'stats' THEN 'statistics' ELSE 'register' END AS database,
    table_name,
    estimated_size AS row_count,
    comment AS meaning
FROM duckdb_tables()
WHERE NOT internal AND NOT temporary
ORDER BY database, table_name
