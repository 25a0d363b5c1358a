-- Keeps the register's units and episodes as files, so that an import can be taken back.
-- $unit_path VARCHAR: file for the units
-- $occupancy_path VARCHAR: file for the episodes
COPY unit TO $unit_path (FORMAT parquet);
COPY occupancy TO $occupancy_path (FORMAT parquet)
