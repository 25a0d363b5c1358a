-- One row: the build of the published statistics, the day up to which made data reach, and the day that counts as today.
SELECT data_version, built_at, city, is_demo, reference_date, today
FROM stats.build
CROSS JOIN today
