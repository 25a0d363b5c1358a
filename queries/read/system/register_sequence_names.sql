-- One row per sequence of the register.
SELECT sequence_name
FROM duckdb_sequences()
WHERE database_name = current_database()
ORDER BY sequence_name
