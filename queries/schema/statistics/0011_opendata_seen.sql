-- Snapshots say of which day they are.
ALTER TABLE roadwork ADD COLUMN seen_on DATE;
COMMENT ON COLUMN roadwork.seen_on IS 'Day of the import that found it.';
ALTER TABLE playground ADD COLUMN seen_on DATE;
COMMENT ON COLUMN playground.seen_on IS 'Day of the import that found it.';
