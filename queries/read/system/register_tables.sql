-- One row per table of the register, without the list of applied schema files.
SELECT table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND table_name <> 'schema_migration' AND NOT temporary
ORDER BY table_name
