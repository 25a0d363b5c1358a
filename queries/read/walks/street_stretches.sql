-- One row per stretch of a street: its line as WKB.
-- right: plan_walks
-- $streets VARCHAR[]: spellings of the street
SELECT segment_id, ST_AsWKB(geometry) AS geometry_wkb
FROM stats.street_segment
WHERE list_contains($streets, street_name)
ORDER BY segment_id
