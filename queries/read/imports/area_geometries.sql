-- One row per area of a level whose boundary holds today, with its boundary as WKB.
-- $level VARCHAR: bezirk, stat, ub, pg or city
SELECT area_id, name, valid_from, ST_AsWKB(geometry)::BLOB AS geometry_wkb
FROM stats.area
WHERE level = $level AND valid_to IS NULL
ORDER BY area_id
