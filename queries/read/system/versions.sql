-- One row: the versions of the published statistics and of the register.
SELECT
    build.data_version,
    build.is_demo OR EXISTS (SELECT 1 FROM unit WHERE origin = 'made') AS is_demo,
    (SELECT coalesce(max(version), 0) FROM register_version) AS register_version
FROM stats.build AS build
