-- What an import was told, and numbers for units that never come twice.
ALTER TABLE import_run ADD COLUMN options VARCHAR;
COMMENT ON COLUMN import_run.options IS 'Options the import was told (JSON): sheet, list_date, level, columns; the same file with the same options is unchanged.';
COMMENT ON COLUMN occupancy.vacant_since IS 'First day of the unbroken vacancy this episode belongs to, also before the episode; null where the unit is not vacant or the list does not say.';
CREATE SEQUENCE unit_number;
