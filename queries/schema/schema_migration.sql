-- Which schema files this database has seen.
CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
COMMENT ON TABLE schema_migration IS 'Schema files applied to this database.';
COMMENT ON COLUMN schema_migration.number IS 'Number of the file.';
COMMENT ON COLUMN schema_migration.name IS 'Name of the file.';
