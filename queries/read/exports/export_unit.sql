-- One row per shop unit with what is public of it; a sensitive unit without name, address, text and exact point.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT
    unit.unit_id,
    CASE WHEN NOT is_sensitive THEN name END AS name,
    CASE WHEN NOT is_sensitive THEN address END AS address,
    CASE WHEN NOT is_sensitive THEN postcode END AS postcode,
    public_lon AS lon,
    public_lat AS lat,
    area_ids,
    floor,
    area_m2,
    sales_area_m2,
    window_m,
    steps,
    grade,
    previous_use,
    CASE WHEN NOT is_sensitive THEN reuse_idea END AS reuse_idea,
    CASE WHEN NOT is_sensitive THEN note END AS note,
    occupancy.state,
    occupancy.vacant_since,
    last_checked_on,
    check_method,
    is_sensitive,
    origin
FROM unit
LEFT JOIN occupancy ON occupancy.unit_id = unit.unit_id AND occupancy.ends_on IS NULL
ORDER BY unit.unit_id
LIMIT $row_limit
