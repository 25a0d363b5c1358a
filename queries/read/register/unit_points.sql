-- One row: the true and the public point of a unit.
-- right: read_internal
-- $unit_id VARCHAR: number of the unit
SELECT lon, lat, public_lon, public_lat FROM unit WHERE unit_id = $unit_id
