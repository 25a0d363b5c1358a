-- Puts the kept units and episodes back in the place of today's.
-- $run_id INTEGER: import that is taken back; what it wrote into the memory goes
-- $unit_path VARCHAR: file with the units
-- $occupancy_path VARCHAR: file with the episodes
DELETE FROM unit_change WHERE run_id = $run_id;
DELETE FROM occupancy;
DELETE FROM unit;
INSERT INTO unit BY NAME SELECT * FROM read_parquet($unit_path);
INSERT INTO occupancy BY NAME SELECT * FROM read_parquet($occupancy_path)
