-- One row: the number of the newest schema file, the register's version and how many units it holds; runs on a register of
-- any age.
SELECT
    (SELECT max(number) FROM schema_migration) AS schema,
    (SELECT coalesce(max(version), 0) FROM register_version) AS register_version,
    (SELECT count(*) FROM unit) AS units
