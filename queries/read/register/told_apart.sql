-- One row per pair of records that look alike and were found to be two shop units.
-- right: read_internal
SELECT unit_id, other_id FROM not_duplicate ORDER BY unit_id, other_id
