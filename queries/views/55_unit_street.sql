-- One row per unit: the street of its address, without house number; the whole address where it has none. Roughly what
-- strukturmonitor.spelling.split_address does, without groups, which would make it ten times as slow.
CREATE OR REPLACE VIEW unit_street AS
SELECT
    unit_id,
    regexp_replace(trim(address), '[,\s]*\d{1,4}\s*[a-zA-Z]?(\s*[-–/+]\s*\d{1,4}\s*[a-zA-Z]?)?\s*([,(].*)?$', '') AS street
FROM unit
