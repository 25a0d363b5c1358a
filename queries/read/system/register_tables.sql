-- One row per table of the register that a try-out needs: without the list of applied schema files, and without the memory
-- and the audit, which grow and say nothing about figures.
SELECT table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND NOT temporary
    AND table_name NOT IN ('schema_migration', 'unit_change', 'audit_event')
ORDER BY table_name
