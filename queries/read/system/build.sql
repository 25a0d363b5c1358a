-- One row: the build of the published statistics and the day that counts as today.
SELECT data_version, built_at, city, is_demo, reference_date
FROM stats.build
