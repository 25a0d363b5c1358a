-- One row per source with the version of the build it belongs to: all rows must name the same build.
SELECT source.source_id, build.data_version
FROM stats.source AS source
CROSS JOIN stats.build AS build
ORDER BY source_id
