-- One row: the city, the versions of the published statistics and of the register, and whether they hold made rows.
SELECT
    build.data_version,
    build.city,
    build.is_demo AS has_made_statistics,
    EXISTS (SELECT 1 FROM unit WHERE origin = 'made') AS has_made_units,
    (SELECT coalesce(max(version), 0) FROM register_version) AS register_version
FROM stats.build AS build
