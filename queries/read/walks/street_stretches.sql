-- One row per stretch of a street whose name begins with certain letters: its line as WKB.
-- right: plan_walks
-- $beginnings VARCHAR[]: first letters of the street's spellings, small
SELECT street_name AS street, ST_AsWKB(geometry) AS geometry_wkb
FROM stats.street_segment
WHERE len(list_filter($beginnings, beginning -> starts_with(lower(street_name), beginning))) > 0
ORDER BY segment_id
