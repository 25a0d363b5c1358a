-- One row per table, index or view of a GeoPackage (SQLite, not our database): how it was made.
SELECT sql FROM sqlite_master
